import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { crc32 } from 'node:zlib'
import { Daemon } from '../../../../test/support/daemon.ts'
import { freePort } from '../../../../test/support/test-server.ts'
import { silentLogger } from '../../../lib/log.ts'
import type { Storage } from '../contract.ts'
import { type Reply, ReplyReader } from '../memcached/replies.ts'
import { testStorage } from '../testing/storage-contract.ts'
import { memcached } from './memcached.ts'

const daemons: Daemon[] = []
const opened: Storage[] = []
const addresses: string[] = []

async function daemon(): Promise<{ readonly address: string; readonly daemon: Daemon }> {
  const port = await freePort()
  const command = ['memcached', '-u', 'nobody', '-l', '127.0.0.1', '-p', String(port), '-U', '0']
  const started = await new Daemon(command, port).start()
  daemons.push(started)
  return { address: `127.0.0.1:${port}`, daemon: started }
}

async function open(addr: readonly string[] | string): Promise<Storage> {
  const storage = await memcached.open({ config: memcached.config.parse({ addr }), log: silentLogger })
  opened.push(storage)
  return storage
}

before(async () => {
  addresses.push((await daemon()).address, (await daemon()).address)
})
after(async () => {
  for (const storage of opened) await storage.stop()
  await Promise.all(daemons.map((one) => one.stop()))
})

testStorage(memcached, {
  config: () => ({ addr: addresses.slice(0, 1) }),
  lacks: ['ttl', 'milliseconds', 'large values', 'any key', 'quiet expire'],
})

const item = (key: string) => ({ key, value: Buffer.from(`value of ${key}`), expiresAtMs: undefined })
const keys = Array.from({ length: 50 }, (_, index) => `key-${index}`)

test('keys live where crc32 puts them; Clear empties every server', async () => {
  // spec 06 #32
  const both = await open(addresses)
  const alone = [await open(addresses[0] ?? ''), await open(addresses[1] ?? '')]
  await both.clear()
  await both.setMany(keys.map(item))
  for (const [index, one] of alone.entries()) {
    const here = keys.filter((key) => crc32(key) % 2 === index)
    assert.ok(here.length > 10)
    const values = await one.getMany(keys)
    assert.deepEqual(
      keys.filter((_, at) => values[at] !== undefined),
      here,
    )
  }
  assert.equal((await both.getMany(keys)).filter((value) => value !== undefined).length, keys.length)
  await both.clear()
  for (const one of alone) assert.ok((await one.getMany(keys)).every((value) => value === undefined))
})

test('MExpire on a missing key is a cache miss', async () => {
  const storage = await open(addresses[0] ?? '')
  const expire = async () => storage.expireMany([{ key: 'missing', expiresAtMs: Date.now() + 5000 }])
  await assert.rejects(expire, { message: 'memcache: cache miss' })
})

test('a value that is too large is refused in the words of the server', async () => {
  const storage = await open(addresses[0] ?? '')
  const set = async () => storage.setMany([{ key: 'large', value: Buffer.alloc(2 ** 21), expiresAtMs: undefined }])
  await assert.rejects(set, {
    message: 'memcache: unexpected response line from "set": "SERVER_ERROR object too large for cache\\r\\n"',
  })
})

test('a server that is away fails calls, and serves again once it is back', async () => {
  const { address, daemon: one } = await daemon()
  const storage = await open(address)
  await storage.setMany([item('a')])
  await one.stop()
  const get = async () => storage.getMany(['a'])
  await assert.rejects(get, {
    message: /^memcache: 127\.0\.0\.1:\d+: (connect: connection refused|EOF|read: connection reset by peer)$/,
  })
  await assert.rejects(get, { message: /connect: connection refused$/ })
  await one.start()
  assert.deepEqual(await storage.getMany(['a']), [undefined])
})

test('a server that says nothing fails calls after half a second', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const storage = await open(`127.0.0.1:${(server.address() as { port: number }).port}`)
  const get = async () => storage.getMany(['a'])
  await assert.rejects(get, { message: /i\/o timeout$/ })
  server.close()
})

test('a unix socket is spoken to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'courser-memcached-'))
  after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'm.sock')
  const server = createServer((socket) => socket.on('data', () => socket.write('END\r\n'))).listen(path)
  await new Promise((resolve) => server.once('listening', resolve))
  const storage = await open(path)
  assert.deepEqual(await storage.getMany(['a']), [undefined])
  server.close()
  await storage.stop()
})

test('a name that does not resolve leaves no server', async () => {
  const storage = await open([addresses[0] ?? '', 'no-such-host.invalid:11211'])
  const text = { message: 'memcache: no servers configured or available' }
  await assert.rejects(async () => storage.getMany(['a']), text)
  await assert.rejects(async () => storage.clear(), text)
})

test('ReplyReader puts replies together however they are cut', () => {
  const text = 'VALUE a 0 3 7\r\n\r\nE\r\nVALUE b 0 0 8\r\n\r\nEND\r\nSTORED\r\nSERVER_ERROR out of memory\r\nEND\r\n'
  const wanted = [
    [
      'END',
      [
        ['a', '\r\nE'],
        ['b', ''],
      ],
    ],
    ['STORED', []],
    ['SERVER_ERROR out of memory', []],
    ['END', []],
  ]
  for (let size = 1; size <= text.length; size++) {
    const replies: Reply[] = []
    const reader = new ReplyReader((reply) => replies.push(reply))
    for (let at = 0; at < text.length; at += size) reader.push(Buffer.from(text.slice(at, at + size)))
    assert.deepEqual(
      replies.map(({ line, values }) => [line, values.map(({ key, value }) => [key, value.toString()])]),
      wanted,
    )
  }
})

test('ReplyReader refuses what is no reply', () => {
  const reader = new ReplyReader(() => {})
  assert.throws(() => reader.push(Buffer.from('VALUE a 0 1 1\r\nxyz')), /corrupt get result/)
  assert.throws(() => new ReplyReader(() => {}).push(Buffer.alloc(70_000)), /line too long/)
})
