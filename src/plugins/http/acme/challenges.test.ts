import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect as connectPlain, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { makeCertificate } from '../../../../test/support/certificates.ts'
import { callPhp } from '../chained-exchange.ts'
import { sslConfig } from '../listeners/ssl.ts'
import { httpsRequest } from '../testing/https-client.ts'
import { type LoggedRecord, recordingLogger } from '../testing/plane.ts'
import { answering, serveThrough } from '../testing/run-middleware.ts'
import { AcmeFiles } from './acme-files.ts'
import { openChallengePort } from './challenge-port.ts'
import { acmeFolder } from './config.ts'

const cache = mkdtempSync(join(tmpdir(), 'courser-challenges-'))
after(() => rmSync(cache, { recursive: true }))
const pair = makeCertificate(cache, 'app')

/** HTTPS whose certificate has been fetched, and the files that it lies in. */
async function fetched(challenge: string): Promise<{ ssl: ReturnType<typeof sslConfig.parse>; files: AcmeFiles }> {
  const acme = {
    email: 'a@b.test',
    domains: ['app.test'],
    cache_dir: join(cache, challenge),
    challenge_type: challenge,
  }
  const ssl = sslConfig.parse({ ...pair, address: '127.0.0.1:0', redirect: true, acme })
  assert.ok(ssl.acme !== undefined)
  return { ssl, files: new AcmeFiles(acmeFolder(ssl.acme)) }
}

test('plain HTTP answers what the authority asks, before the redirect, and nothing else', async () => {
  const { ssl, files } = await fetched('http-01')
  await files.saveAnswer('token_1', 'token_1.key')
  await using server = await serveThrough(callPhp, answering('php'), { ssl })
  const [, plain] = server.plane.addresses() as AddressInfo[]
  const url = `http://127.0.0.1:${plain?.port}/.well-known/acme-challenge`
  assert.equal(await (await fetch(`${url}/token_1`)).text(), 'token_1.key')
  for (const path of ['token_2', '..%2f..%2fcertificate.pem', '../certificate.pem', '']) {
    assert.equal((await fetch(`${url}/${path}`, { redirect: 'manual' })).status, 308, path)
  }
  await files.removeAnswer('token_1')
  assert.equal((await fetch(`${url}/token_1`, { redirect: 'manual' })).status, 308)
})

test('HTTPS shows the authority the certificate it asks for, and clients its own', async () => {
  const { ssl, files } = await fetched('tlsalpn-01')
  const answer = makeCertificate(cache, 'answer')
  await files.saveAnswer('app.test', pem(answer))
  await using server = await serveThrough(callPhp, answering('php'), { ssl })
  const { port } = server.plane.addresses()[0] as AddressInfo
  const challenge = await dial(port, ['acme-tls/1'])
  assert.deepEqual([challenge?.alpn, challenge?.name], ['acme-tls/1', 'CN=answer'])
  assert.equal(await dial(port, ['acme-tls/1'], 'other.test'), undefined)
  const client = await httpsRequest(port, { path: '/', rejectUnauthorized: false })
  assert.equal(client.text, 'php')
})

test('a client that does not say whether it is the authority is cut off', async () => {
  const { ssl } = await fetched('tlsalpn-01')
  const timeouts = { header: 100, read: 300_000, write: 300_000, idle: 300_000 }
  await using server = await serveThrough(callPhp, answering('php'), { ssl, timeouts })
  const { port } = server.plane.addresses()[0] as AddressInfo
  const socket = connectPlain(port, '127.0.0.1')
  socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1]))
  await once(socket.resume(), 'close')
})

test('a port that is taken is left to whoever has it', async (t) => {
  const other = createServer().listen(0, '0.0.0.0')
  await once(other, 'listening')
  t.after(() => other.close())
  const { port } = other.address() as AddressInfo
  const records: LoggedRecord[] = []
  const close = await openChallengePort('http-01', port, cache, recordingLogger(records))
  close()
  assert.deepEqual(
    records.map(({ level, fields }) => [level, fields['error']]),
    [['debug', 'address already in use']],
  )
})

test('AcmeFiles keeps everything for its owner, and a certificate for other names is none', async () => {
  const { files } = await fetched('files')
  const key = await files.accountKey()
  assert.equal(await files.accountKey(), key)
  assert.equal(await files.certificate(['app.test']), undefined)
  await files.saveCertificate(pem(pair))
  assert.equal(statSync(files.certificatePath).mode & 0o777, 0o600)
  assert.ok((await files.certificate(['app.test', 'localhost'])) !== undefined)
  assert.equal(await files.certificate(['app.test', 'other.test']), undefined)
  writeFileSync(files.certificatePath, 'broken')
  assert.equal(await files.certificate(['app.test']), undefined)
})

function pem({ key, cert }: { readonly key: string; readonly cert: string }): string {
  return `${readFileSync(key, 'latin1')}${readFileSync(cert, 'latin1')}`
}

/** What the server shows; undefined when it breaks the handshake off. */
async function dial(
  port: number,
  protocols: readonly string[],
  servername = 'app.test',
): Promise<{ alpn: string | false | null; name: string | undefined } | undefined> {
  const socket: TLSSocket = connect({
    port,
    host: '127.0.0.1',
    servername,
    ALPNProtocols: [...protocols],
    rejectUnauthorized: false,
  })
  socket.on('error', () => {})
  try {
    await once(socket, 'secureConnect')
    return { alpn: socket.alpnProtocol, name: socket.getPeerX509Certificate()?.subject }
  } catch {
    return undefined
  } finally {
    socket.destroy()
  }
}
