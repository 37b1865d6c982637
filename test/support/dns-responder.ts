import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** A DNS server that says of every name that it is 127.0.0.1; gives its port. */
export async function startDns(): Promise<Disposable & { readonly port: number }> {
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => answer(socket, query, from))
  await once(socket.bind(0, '127.0.0.1'), 'listening')
  return { port: socket.address().port, [Symbol.dispose]: () => socket.close() }
}

/*
  [0–1] id   [2–3] flags   [4–5] questions   [6–7] answers   [8–11] none of the other kinds   [12 …] the question: name, type, class
  An answer: [0–1] where the name stands, [2–3] type, [4–5] class, [6–9] seconds it holds, [10–11] bytes, the address   Follows: RFC 1035 §4
*/
function answer(socket: Socket, query: Buffer, { port, address }: RemoteInfo): void {
  const end = query.indexOf(0, 12) + 5
  const question = query.subarray(12, end)
  const wantsAddress = question.readUInt16BE(question.length - 4) === 1
  const head = Buffer.from([0, 0, 0x81, 0x80, 0, 1, 0, wantsAddress ? 1 : 0, 0, 0, 0, 0])
  query.copy(head, 0, 0, 2)
  const found = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1])
  socket.send(Buffer.concat([head, question, ...(wantsAddress ? [found] : [])]), port, address)
}
