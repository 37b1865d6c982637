// Certificates that are fetched and renewed by themselves, from a real authority (pebble). Cases: spec 03 §2.4.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { httpsRequest } from '../../src/plugins/http/testing/https-client.ts'
import { startDns } from '../support/dns-responder.ts'
import { startPebble } from '../support/pebble.ts'
import { freePort } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-acme-'))
const dns = await startDns()
const [httpPort, tlsPort, otherTlsPort] = [await freePort(), await freePort(), await freePort()]
const pebble = await startPebble({ folder, httpPort, tlsPort, dnsPort: dns.port, validSeconds: 6 })
const env = { NODE_EXTRA_CA_CERTS: pebble.certificate }
after(async () => {
  await pebble.stop()
  dns[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

/** A connection that takes whatever certificate it is shown; undefined when the handshake fails. */
async function dial(port: number): Promise<TLSSocket | undefined> {
  const socket = connect({ port, host: '127.0.0.1', servername: 'app.test', rejectUnauthorized: false })
  socket.on('error', () => {})
  const secured = once(socket, 'secureConnect').then(
    () => true,
    () => false,
  )
  if (await secured) return socket
  socket.destroy()
  return undefined
}

/** The serial number of the certificate that is shown. */
async function serialAt(port: number): Promise<string | undefined> {
  const socket = await dial(port)
  const serial = socket?.getPeerX509Certificate()?.serialNumber
  socket?.destroy()
  return serial
}

function acme(cache: string, more: object = {}): object {
  const dir = join(folder, cache)
  return {
    cache_dir: dir,
    email: 'ops@app.test',
    domains: ['app.test', 'www.app.test'],
    directory: pebble.directory,
    ...more,
  }
}

describe('certificates by http-01, on a port of its own', () => {
  const address = `127.0.0.1:${otherTlsPort}`
  useServer({ config: { http: { ssl: { address, acme: acme('http', { alt_http_port: httpPort }) } } }, env })

  it('fetches one, keeps it for its owner alone, and renews it while it serves', async () => {
    const first = await until('a certificate', () => serialAt(otherTlsPort))
    const stored = join(folder, 'http', pebble.directory.replace('https://', '').replaceAll(/[:/]/g, '_'))
    for (const file of ['certificate.pem', 'account.key'])
      assert.equal(statSync(join(stored, file)).mode & 0o777, 0o600)
    const socket = (await dial(otherTlsPort)) as TLSSocket
    assert.equal(socket.getPeerX509Certificate()?.checkHost('www.app.test'), 'www.app.test')
    assert.notEqual(socket.getPeerX509Certificate()?.checkHost('app.test'), undefined)
    const next = await until('another certificate', async () => {
      const serial = await serialAt(otherTlsPort)
      return serial !== first && serial
    })
    assert.notEqual(next, first)
    // The connection of before goes on.
    socket.write('GET /echo?hello=world HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\n\r\n')
    assert.ok((await text(socket)).includes('WORLD'))
  })
})

describe('certificates by tlsalpn-01, on the port of HTTPS', () => {
  const address = `127.0.0.1:${tlsPort}`
  const challenge = { challenge_type: 'tlsalpn-01', alt_tlsalpn_port: tlsPort }
  const server = useServer({
    config: { http: { ssl: { address, acme: acme('alpn', challenge) }, threads: 2, pool: { num_workers: 2 } } },
    env,
  })

  it('fetches one in all threads, and serves on when the authority is gone', async () => {
    await until('a certificate', () => serialAt(tlsPort))
    const answer = await httpsRequest(tlsPort, { path: '/echo?hello=world', rejectUnauthorized: false })
    assert.equal(answer.text, 'WORLD')
    await pebble.stop()
    const failure = await server.log.find(({ msg }) =>
      msg.startsWith('certificate was not issued, the one before ends'),
    )
    assert.equal(failure['retry_in_seconds'], 60)
    assert.match(String(failure['error']), /ECONN|hang up/)
    assert.equal((await server.get('/echo?hello=world')).text, 'WORLD')
  })
})
