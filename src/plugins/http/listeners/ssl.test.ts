import assert from 'node:assert/strict'
import { test } from 'node:test'
import { httpConfig } from '../config.ts'
import { checkListeners } from './check.ts'
import { sslAuthority } from './redirect.ts'
import { sslConfig, sslPort } from './ssl.ts'

test('sslPort() reads the addresses that RoadRunner takes, and IPv6', () => {
  // spec 03 #8, #9, #10
  for (const address of [':443', '127.0.0.1:443', 'localhost:443']) assert.equal(sslPort(address), 443)
  assert.equal(sslPort('[::1]:8443'), 8443)
  assert.equal(sslPort(sslConfig.parse({}).address), 443)
  assert.equal(sslConfig.parse({}).address, '127.0.0.1:443')
})

test('sslPort() refuses the others in the words of RoadRunner', () => {
  // spec 03 #8, #10
  for (const address of ['', 'a:b:c', '127.0.0.1:555:1']) {
    const message = `unknown format, accepted format is [:<port> or <host>:<port>], provided: ${address}`
    assert.throws(() => sslPort(address), { message })
  }
  for (const [address, port] of [
    [':', ''],
    [':hello', 'hello'],
  ]) {
    assert.throws(() => sslPort(address as string), {
      message: `ssl_valid: strconv.Atoi: parsing "${port}": invalid syntax`,
    })
  }
  assert.throws(() => sslPort(':65536'), /out of range/)
})

test('checkListeners() wants of ACME a name and an address to write to, and no files', async () => {
  // spec 03 #3, #13
  const check = (acme: object): Promise<void> => checkListeners(httpConfig.parse({ ssl: { acme } }))
  const whole = { email: 'a@b.test', domains: ['app.test'] }
  await check(whole)
  await assert.rejects(check({ ...whole, email: '' }), /validation: email could not be empty/)
  await assert.rejects(check({ ...whole, domains: [] }), /validation: should be at least 1 domain/)
})

test('sslAuthority() puts the port of HTTPS in place of the other', () => {
  // spec 03 #120
  const cases = [
    ['example.com:8080', 443, 'example.com'],
    ['example.com:8080', 8443, 'example.com:8443'],
    ['example.com', 8443, 'example.com:8443'],
    ['[::1]:8080', 443, '[::1]'],
    ['[::1]:8080', 8443, '[::1]:8443'],
    ['[fe80::1%25eth0]:8080', 443, '[fe80::1%eth0]'],
    ['example.com:', 443, 'example.com'],
    ['', 8443, ''],
  ] as const
  for (const [host, port, wanted] of cases) assert.equal(sslAuthority(host, port), wanted)
})
