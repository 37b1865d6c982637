import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { machineLines } from './lib/machine.ts'
import { memoryBytes } from './lib/processes.ts'
import { table } from './lib/results.ts'
import { Workplace } from './lib/workplace.ts'
import { type CourserServer, startCourser } from './servers/courser.ts'

const mebibyte = 2 ** 20

/** Memory of the server while one request carries far more than it may keep. */
export async function benchMemory(): Promise<string> {
  const place = new Workplace()
  try {
    const server = await startCourser(place, 'memory', { workers: 2, script: 'bench/php/stream.php' })
    // The first of each kind loads code and grows the heap to its usual size.
    await streamSlowly(server, 10)
    await upload(server, 10)
    const streamed = await growth(server, () => streamSlowly(server, 100))
    const uploaded = await growth(server, () => upload(server, 200))
    const rows = [
      row('100 MB streamed to a client that reads 20 MB/s', streamed, 8),
      row('200 MB multipart upload', uploaded, 16),
    ]
    return `${machineLines().join('\n')}\n- growth: highest resident memory during the request less the one before it\n\n${table(['', 'before MB', 'growth MB', 'wanted', 'verdict'], rows)}`
  } finally {
    await place.close()
  }
}

interface Growth {
  readonly before: number
  readonly growth: number
}

async function growth(server: CourserServer, request: () => Promise<void>): Promise<Growth> {
  await sleep(1000)
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5') // the peak starts anew from now
  const before = memoryBytes(server.pid, 'VmRSS')
  await request()
  return { before, growth: memoryBytes(server.pid, 'VmHWM') - before }
}

function row(name: string, { before, growth }: Growth, limit: number): readonly string[] {
  const grown = growth / mebibyte
  return [
    name,
    (before / mebibyte).toFixed(0),
    grown.toFixed(1),
    `below ${limit}`,
    grown < limit ? 'reached' : 'missed',
  ]
}

/** Reads a streamed response at about 20 MB/s. */
async function streamSlowly(server: CourserServer, megabytes: number): Promise<void> {
  const socket = await open(server)
  socket.write(`GET /?mb=${megabytes} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n`)
  const start = performance.now()
  let received = 0
  for await (const chunk of socket) {
    received += (chunk as Buffer).length
    const dueMs = received / 20_000
    const aheadMs = dueMs - (performance.now() - start)
    if (aheadMs > 5) await sleep(aheadMs)
  }
  if (received < megabytes * mebibyte) throw new Error(`Received ${received} bytes of a stream of ${megabytes} MB`)
}

/** Sends one file as a form would; as fast as the server takes it. */
async function upload(server: CourserServer, megabytes: number): Promise<void> {
  const head =
    '--edge\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\nContent-Type: application/octet-stream\r\n\r\n'
  const tail = '\r\n--edge--\r\n'
  const length = head.length + megabytes * mebibyte + tail.length
  const socket = await open(server)
  const answer = socket.setEncoding('latin1').toArray() as Promise<string[]>
  socket.write(
    `POST / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: ${length}\r\n\r\n${head}`,
  )
  const chunk = Buffer.alloc(mebibyte, 'x')
  for (let sent = 0; sent < megabytes; sent++) if (!socket.write(chunk)) await once(socket, 'drain')
  socket.write(tail)
  const text = (await answer).join('')
  if (!text.includes(String(megabytes * mebibyte)))
    throw new Error(`The upload of ${megabytes} MB was answered: ${text.slice(0, 200)}`)
}

async function open(server: CourserServer): Promise<Socket> {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
  await once(socket, 'connect')
  return socket
}
