import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isSocketDsn, listenErrorText, listenOptions } from './listen.ts'

test('isSocketDsn() wants one separator', () => {
  // spec 02 #76
  for (const address of ['tcp://:6001', 'unix://file.sock', 'udp://x']) assert.equal(isSocketDsn(address), true)
  for (const address of ['127.0.0.1:6001', '', 'tcp://host://6001']) assert.equal(isSocketDsn(address), false)
})

test('listenOptions() reads TCP addresses', async () => {
  // spec 02 #77
  assert.deepEqual(await listenOptions('tcp://:6001'), { host: '0.0.0.0', port: 6001 })
  assert.deepEqual(await listenOptions(':6001'), { host: '0.0.0.0', port: 6001 })
  assert.deepEqual(await listenOptions('tcp://127.0.0.1:0'), { host: '127.0.0.1', port: 0 })
  assert.deepEqual(await listenOptions('tcp://[::]:6001'), { host: '::', port: 6001 })
  assert.deepEqual(await listenOptions('tcp://[::1]:6001'), { host: '::1', port: 6001 })
  assert.deepEqual(await listenOptions('tcp://localhost:6001'), { host: '127.0.0.1', port: 6001 })
})

test('listenOptions() says what is wrong with an address', async () => {
  // spec 02 #77
  const cases: readonly (readonly [address: string, message: string])[] = [
    ['udp://127.0.0.1:6001', 'invalid Protocol ([tcp://]:6001, unix://file.sock), address: udp://127.0.0.1:6001'],
    ['tcp://a://b', 'wrong number of parsed protocol parts, address: tcp://a://b'],
    ['tcp://127.0.0.1', 'address 127.0.0.1: missing port in address'],
    ['tcp://::1:6001', 'address ::1:6001: too many colons in address'],
    ['tcp://127.0.0.1:http', 'invalid port "http": wanted 0 to 65535'],
    ['tcp://127.0.0.1:65536', 'invalid port "65536": wanted 0 to 65535'],
    ['tcp://no-such-host.invalid:1', 'address no-such-host.invalid: no suitable address found'],
  ]
  for (const [address, message] of cases) await assert.rejects(listenOptions(address), { message })
})

test('listenOptions() leaves a folder in the way of a unix socket alone', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'courser-rpc-'))
  t.after(() => rmSync(folder, { recursive: true }))
  assert.deepEqual(await listenOptions(`unix://${folder}`), { path: folder })
  assert.deepEqual(await listenOptions('unix://no/such.sock'), { path: 'no/such.sock' })
  rmSync(join(folder, 'x'), { force: true })
})

test('listenErrorText() names the address that cannot be bound', () => {
  const error = Object.assign(new Error('x'), { code: 'EADDRINUSE', errno: -98, syscall: 'listen' })
  assert.equal(listenErrorText('tcp://:1', error), 'cannot bind to "tcp://:1": address already in use')
  assert.equal(listenErrorText('tcp://:1', new Error('own words')), 'own words')
})
