import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect as connectPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connect, type SecureVersion } from 'node:tls'
import { makeAuthority, makeCertificate } from '../../../../test/support/certificates.ts'
import { until } from '../../../../test/support/wait.ts'
import { type ClientAuthType, clientAuthTypes } from '../../../lib/tls-config.ts'
import { FakePool, type FakeRequest, jsonHead } from '../testing/fake-pool.ts'
import { httpsRequest } from '../testing/https-client.ts'
import { startPlane, type TestPlane } from '../testing/plane.ts'
import { sslConfig } from './ssl.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-https-'))
after(() => rmSync(folder, { recursive: true }))
const authority = makeAuthority(folder, 'authority')
const pair = makeCertificate(folder, 'server')
const ca = readFileSync(pair.cert)
const ok = ({ handler }: FakeRequest): void => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)

function startSecure(values: object = {}, pool = new FakePool(ok), settings: object = {}): Promise<TestPlane> {
  const ssl = sslConfig.parse({ address: '127.0.0.1:0', ...pair, reload_interval: '0s', ...values })
  return startPlane(pool, { address: '', ssl, ...settings })
}

test('PHP is told the scheme', async () => {
  // spec 03 §3.6
  const pool = new FakePool(ok)
  await using server = await startSecure({}, pool)
  const answer = await httpsRequest(server.port, { ca, path: '/a?b=1', headers: { Host: 'app.test' } })
  assert.deepEqual([answer.status, answer.text], [200, 'ok'])
  assert.equal(JSON.parse(String(pool.seen[0]?.context)).uri, 'https://app.test/a?b=1')
})

/** Which clients each type serves, in the order: no certificate, one of the authority, one that nobody knows. */
const served: Readonly<Record<ClientAuthType, readonly [boolean, boolean, boolean]>> = {
  no_client_cert: [true, true, true],
  request_client_cert: [true, true, true],
  require_any_client_cert: [false, true, true],
  verify_client_cert_if_given: [true, true, false],
  require_and_verify_client_cert: [false, true, false],
}

// spec 03 #121
const known = makeCertificate(folder, 'known', { signedBy: authority })
const foreign = makeCertificate(folder, 'foreign')
const clients = [undefined, known, foreign] as const
for (const type of clientAuthTypes) {
  for (const systemRoots of [true, false]) {
    test(`${type} serves the clients that it should, system_roots ${systemRoots}`, async () => {
      const values = { root_ca: authority.cert, client_auth_type: type, system_roots: systemRoots }
      await using server = await startSecure(values)
      for (const [index, client] of clients.entries()) {
        const own = client === undefined ? {} : { key: readFileSync(client.key), cert: readFileSync(client.cert) }
        const answer = httpsRequest(server.port, { ca, ...own }).then(
          ({ status }) => status === 200,
          () => false,
        )
        assert.equal(await answer, served[type][index], `client ${index}`)
      }
    })
  }
}

async function negotiated(port: number, minVersion: SecureVersion, maxVersion: SecureVersion): Promise<string | null> {
  const socket = connect({ port, host: '127.0.0.1', ca, minVersion, maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' })
  try {
    await once(socket, 'secureConnect')
    return socket.getProtocol()
  } catch {
    return null
  } finally {
    socket.destroy()
  }
}

test('TLS 1.2 is the oldest version, or 1.3 where asked', async () => {
  // spec 03 #122
  await using server = await startSecure()
  assert.equal(await negotiated(server.port, 'TLSv1.2', 'TLSv1.3'), 'TLSv1.3')
  assert.equal(await negotiated(server.port, 'TLSv1.2', 'TLSv1.2'), 'TLSv1.2')
  assert.equal(await negotiated(server.port, 'TLSv1', 'TLSv1.1'), null)
  await using strict = await startSecure({ min_version: 1.3 })
  assert.equal(await negotiated(strict.port, 'TLSv1.2', 'TLSv1.2'), null)
})

test('suites without forward secrecy are refused', async () => {
  await using server = await startSecure()
  const socket = connect({ port: server.port, ca, maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' })
  await assert.rejects(once(socket, 'secureConnect'))
})

const subject = (port: number): Promise<string> => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  return once(socket, 'secureConnect').then(() => {
    const name = String(socket.getPeerX509Certificate()?.subject)
    socket.destroy()
    return name
  })
}

test('a changed certificate is shown without a restart, a broken one never', async () => {
  const first = makeCertificate(folder, 'first')
  const second = makeCertificate(folder, 'second')
  const live = { key: join(folder, 'live.key'), cert: join(folder, 'live.pem') }
  const show = (files: typeof live): void => {
    copyFileSync(files.key, live.key)
    copyFileSync(files.cert, live.cert)
  }
  show(first)
  await using server = await startSecure({ ...live, reload_interval: '20ms' })
  assert.equal(await subject(server.port), 'CN=first')
  show(second)
  await until('the new certificate', async () => (await subject(server.port)) === 'CN=second')
  copyFileSync(first.key, live.key)
  const failed = (): boolean => server.records.some(({ message }) => message.startsWith('certificate was not reloaded'))
  await until('the pair that does not match to be refused', failed)
  assert.equal(await subject(server.port), 'CN=second')
})

test('reloadCertificates() reads the files again', async () => {
  const live = makeCertificate(folder, 'before')
  await using server = await startSecure(live)
  const next = makeCertificate(folder, 'after')
  copyFileSync(next.key, live.key)
  copyFileSync(next.cert, live.cert)
  await server.plane.reloadCertificates()
  assert.equal(await subject(server.port), 'CN=after')
})

test('a certificate that is over is served, with a warning', async () => {
  await using server = await startSecure(makeCertificate(folder, 'over', { days: -1 }))
  const record = server.records.find(({ message }) => message === 'certificate is not valid now')
  assert.match(record?.fields['reason'] as string, /^expired at/)
})

test('what is no TLS is refused and logged', async () => {
  await using server = await startSecure()
  const plain = await fetch(`http://127.0.0.1:${server.port}`).catch((error: unknown) => error)
  assert.ok(plain instanceof Error)
  const record = await until('the record', () => server.records.find(({ level }) => level === 'error'))
  assert.equal(record.message, 'internal server error')
  assert.match(record.fields['message'] as string, /^tls: /)
})

test('a handshake that does not end is given up after timeouts.header', async () => {
  const timeouts = { header: 100, read: 300_000, write: 300_000, idle: 300_000 }
  await using server = await startSecure({}, new FakePool(ok), { timeouts })
  for (const begun of ['', '\x16\x03\x01\x02\x00\x01']) {
    const socket = connectPlain(server.port, '127.0.0.1').on('error', () => {})
    socket.write(Buffer.from(begun, 'latin1'))
    await once(socket.resume(), 'close')
  }
})
