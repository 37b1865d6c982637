import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeAuthority, makeCertificate } from '../../test/support/certificates.ts'
import { section } from './scalars.ts'
import { clientAuthOf, type TlsConfig, tlsFields } from './tls-config.ts'
import { checkTlsFiles, readTlsFiles, validityFault } from './tls-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-tls-'))
after(() => rmSync(folder, { recursive: true }))
const pair = makeCertificate(folder, 'server')
const other = makeCertificate(folder, 'other')
const schema = section(tlsFields)
const tls = (values: object): TlsConfig => schema.parse({ ...pair, ...values })

test('checkTlsFiles() names the file that is not there, in the words of RoadRunner', async () => {
  // spec 03 #11
  const missing = join(folder, 'none')
  const cases = [
    [{ key: missing }, `key file '${missing}' does not exists`],
    [{ cert: missing }, `cert file '${missing}' does not exists`],
    [{ root_ca: missing }, `root ca path provided, but path '${missing}' does not exists`],
  ] as const
  for (const [values, message] of cases) await assert.rejects(checkTlsFiles(tls(values)), { message })
  await checkTlsFiles(tls({}))
})

test('checkTlsFiles() wants certificates in root_ca', async () => {
  // spec 03 #12
  const empty = join(folder, 'empty.pem')
  writeFileSync(empty, 'no certificate')
  await assert.rejects(checkTlsFiles(tls({ root_ca: empty })), { message: 'could not append Certs from PEM' })
  await checkTlsFiles(tls({ root_ca: makeAuthority(folder, 'ca').cert }))
})

test('readTlsFiles() wants a key and a certificate that belong together', async () => {
  const { key, cert } = await readTlsFiles(tls({}), 'http.ssl')
  assert.ok(key.includes('PRIVATE KEY') && cert.includes('CERTIFICATE'))
  await assert.rejects(readTlsFiles(tls({ key: other.key }), 'http.ssl'), {
    code: 'RR_TLS_KEY_MISMATCH',
    message: `Cannot use TLS: the key ${other.key} does not belong to the certificate ${pair.cert}, wanted a pair (http.ssl)`,
  })
})

test('readTlsFiles() names the file that it cannot use, and its setting', async () => {
  await assert.rejects(readTlsFiles(tls({ cert: pair.key }), 'http.ssl'), {
    code: 'RR_TLS_FILE_INVALID',
    message: /server\.key is no valid file, wanted a certificate as PEM \(http\.ssl\.cert\)/,
  })
  await assert.rejects(readTlsFiles(tls({ key: pair.cert }), 'http.ssl'), { code: 'RR_TLS_FILE_INVALID' })
  await assert.rejects(readTlsFiles(tls({ key: folder }), 'grpc.tls'), {
    code: 'RR_TLS_FILE_UNREADABLE',
    message: /cannot be read \(grpc\.tls\.key\): /,
  })
})

test('validityFault() says when a certificate is over, or not yet valid', async () => {
  const files = await readTlsFiles(tls({}), 'http.ssl')
  assert.equal(validityFault(files), undefined)
  assert.match(String(validityFault(files, new Date(Date.now() + 40 * 86_400_000))), /^expired at 20/)
  assert.match(String(validityFault(files, new Date(0))), /^not valid before 20/)
})

test('clientAuthOf() asks for nothing without an authority, nor by a word that it does not know', () => {
  // spec 03 §2.3
  assert.equal(clientAuthOf(tls({ client_auth_type: 'require_any_client_cert' })), 'no_client_cert')
  const withCa = { root_ca: 'ca.pem', client_auth_type: 'require_any_client_cert' }
  assert.equal(clientAuthOf(tls(withCa)), 'require_any_client_cert')
  assert.equal(clientAuthOf(tls({ ...withCa, client_auth_type: 'no_client_certs' })), 'no_client_cert')
})
