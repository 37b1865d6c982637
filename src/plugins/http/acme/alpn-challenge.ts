import type { Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext, type Server } from 'node:tls'
import { firstBytes } from '../listeners/first-bytes.ts'
import { readAnswer } from './acme-files.ts'

const protocol = 'acme-tls/1'

/** How the protocol stands in a client's first message: its length, then its name. */
const offered = Buffer.from(`\n${protocol}`)

/** A TLS server that shows an authority the certificate it asks for, and nothing else. Follows: RFC 8737 §3 */
export function alpnChallengeServer(folder: string): Server {
  const server = createServer({
    ALPNProtocols: [protocol],
    SNICallback: (name, done) => {
      contextOf(folder, name).then(
        (context) => done(null, context),
        (error: unknown) => done(error as Error),
      )
    },
  })
  server.on('secureConnection', (socket) => socket.on('error', () => {}).end())
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}

/** Hands connections whose client speaks of nothing but challenges to the server for those. */
export function divertAlpnChallenges(server: Server, challenges: Server, limitMs: number): void {
  const serve = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    firstBytes(socket, limitMs, isWholeHello, (hello) => {
      if (hello.includes(offered)) return void challenges.emit('connection', socket)
      for (const listener of serve) listener.call(server, socket)
    })
  })
}

/** A record of TLS: [0] type, [1–2] version, [3–4] length of what follows. Follows: RFC 8446 §5.1 */
function isWholeHello(seen: Buffer): boolean {
  return seen.length >= 5 && (seen[0] !== 0x16 || seen.length >= 5 + seen.readUInt16BE(3))
}

/** The same file holds key and certificate. */
async function contextOf(folder: string, name: string): Promise<SecureContext> {
  const pem = await readAnswer(folder, name.toLowerCase())
  if (pem === undefined) throw new Error(`no authority has asked for ${name}`)
  return createSecureContext({ key: pem, cert: pem })
}
