// Storages and locks by RPC, through the whole server. With SDK_FOLDER, the official PHP packages are the client.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { connectRpc, type RpcClient } from '../../src/goridge/rpc-client.ts'
import { Daemon } from '../support/daemon.ts'
import { RedisServers } from '../support/redis.ts'
import { freePort, root, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const sdk = process.env['SDK_FOLDER'] ?? ''
const hasSdk = existsSync(join(sdk, 'vendor/autoload.php')) && existsSync(join(sdk, 'vendor/google/protobuf'))

/** An item of an answer in JSON. */
interface Item {
  readonly key: string
  readonly value?: string
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('kv', () => {
  const redis = new RedisServers()
  let memcached: Daemon
  let server: TestServer
  let rpc: RpcClient
  const call = async (method: string, storage: string, items: readonly object[] = []): Promise<readonly Item[]> =>
    (await rpc.call<{ items?: readonly Item[] }>(`kv.${method}`, { storage, items })).items ?? []

  before(async () => {
    const { address } = await redis.server()
    const port = await freePort()
    const command = ['memcached', '-u', 'nobody', '-l', '127.0.0.1', '-p', String(port), '-U', '0']
    memcached = await new Daemon(command, port).start()
    server = new TestServer({
      config: {
        http: null,
        server: null,
        kv: {
          Memory: { driver: 'memory', config: {} },
          other: { driver: 'memory', config: {} },
          boltdb: { driver: 'boltdb', config: { file: '{folder}/kv.db', permissions: 384 } },
          redis: { driver: 'redis' },
          memcached: { driver: 'memcached', config: { addr: `127.0.0.1:${port}` } },
          ghost: { driver: 'no-such-driver', config: {} },
          none: null,
        },
        redis: { addrs: [address] },
      },
    })
    await server.start()
    rpc = await connectRpc(server.rpcAddress)
  })
  after(async () => {
    rpc.close()
    await server.stop()
    await Promise.all([redis.stop(), memcached.stop()])
  })

  test('every driver stores and gives back, apart from the others', async () => {
    // spec 06 #1, #7, #12, #36
    for (const storage of ['memory', 'Memory', 'boltdb', 'redis', 'memcached']) {
      assert.deepEqual(await call('Set', storage, [{ key: 'a', value: base64(storage) }]), [])
      assert.deepEqual(await call('MGet', storage, [{ key: 'a' }, { key: 'b' }]), [
        { key: 'a', value: base64(storage) },
      ])
    }
    assert.deepEqual(await call('Has', 'other', [{ key: 'a' }]), [])
    assert.equal(statSync(server.path('kv.db')).mode & 0o777, 0o600)
  })

  test('messages are protobuf, too', async () => {
    const request = Buffer.from('\x0a\x05other\x12\x06\x0a\x01k\x12\x01v', 'latin1')
    assert.equal((await rpc.callProto('kv.Set', request)).length, 0)
    assert.equal((await rpc.callProto('kv.MGet', request)).toString('latin1'), '\x0a\x06\x0a\x01k\x12\x01v')
    await assert.rejects(rpc.callProto('kv.Set', Buffer.from([0x0a, 0xff])), {
      message: 'goridge_read_request_body: proto: cannot parse invalid wire-format data',
    })
  })

  test('unknown storages, drivers and methods are refused', async () => {
    // spec 06 #2, #5
    await assert.rejects(call('Has', 'ghost', [{ key: 'a' }]), { message: 'rpc_has: no such storage: ghost' })
    await assert.rejects(call('Has', '', [{ key: 'a' }]), { message: 'rpc_has: no storage provided' })
    await assert.rejects(call('Nope', 'memory'), { message: "rpc: can't find method kv.Nope" })
    assert.equal(server.log.all('no such constructor was registered').length, 1)
  })

  test('what is wrong with a call is told in the words of RoadRunner', async () => {
    // spec 06 #11, #28, 06 §1.5
    const message = (text: string) => ({ message: text })
    const blank = [{ key: ' ' }]
    await assert.rejects(
      call('Has', 'memory', blank),
      message("rpc_has: key can't be empty string:\n\tin_memory_plugin_has"),
    )
    await assert.rejects(
      call('Has', 'boltdb', blank),
      message("rpc_has: key can't be empty string:\n\tboltdb_driver_has:\n\tboltdb_driver_has"),
    )
    await assert.rejects(
      call('MGet', 'redis', blank),
      message("rpc_mget: key can't be empty string:\n\tredis_driver_mget"),
    )
    await assert.rejects(
      call('TTL', 'memcached', [{ key: 'a' }]),
      message(
        'rpc_ttl:\n\tmemcached_plugin_ttl: not valid request for memcached, see https://github.com/memcached/memcached/issues/239',
      ),
    )
  })

  test('a thousand calls in flight on 50 connections are each answered with their own', async () => {
    // spec 06 #35
    const clients = await Promise.all(Array.from({ length: 50 }, () => connectRpc(server.rpcAddress)))
    const answers = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const client = clients[index % 50] as RpcClient
        const items = [{ key: `many-${index}`, value: base64(String(index)) }]
        await client.call('kv.Set', { storage: 'boltdb', items })
        return await client.call<{ items: readonly Item[] }>('kv.MGet', { storage: 'boltdb', items })
      }),
    )
    assert.deepEqual(
      answers.map(({ items }) => items[0]?.value),
      answers.map((_, index) => base64(String(index))),
    )
    for (const client of clients) client.close()
  })

  test('the official PHP packages work on every driver, and on locks', {
    skip: hasSdk ? false : 'no SDK_FOLDER with the kv and lock packages: npm run test:sdk -- FOLDER',
  }, async () => {
    // spec 06 #17, #22, #26, #27
    const args = [join(root, 'test/php/state.php'), server.rpcAddress, 'memory', 'boltdb', 'redis', 'memcached']
    const child = spawn('php', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await new Promise((resolve) => child.once('close', resolve))
    assert.equal(output, 'ok\n')
  })
})

test('boltdb values are there after the server was killed', async (t) => {
  // spec 06 #19
  const kv = { disk: { driver: 'boltdb', config: { file: '{folder}/kv.db' } } }
  const server = await startServer(t, { config: { http: null, server: null, kv } })
  const rpc = await connectRpc(server.rpcAddress)
  await rpc.call('kv.Set', { storage: 'disk', items: [{ key: 'a', value: base64('kept') }] })
  server.signal('SIGKILL')
  await server.exited()
  await server.launch()
  const again = await until('the server again', () => connectRpc(server.rpcAddress).catch(() => undefined), 20_000)
  const get = () => again.call<{ items: readonly Item[] }>('kv.MGet', { storage: 'disk', items: [{ key: 'a' }] })
  const { items } = await until('the storage to be open', () => get().catch(() => undefined), 20_000)
  assert.equal(items[0]?.value, base64('kept'))
  again.close()
})

for (const [what, kv, text] of [
  [
    'without a driver',
    { a: { config: {} } },
    'kv_plugin_serve: could not find mandatory driver field in the a storage',
  ],
  ['that is no map', 5, 'kv_plugin_init:\n\tconfig_plugin_unmarshal_key: '],
  ['on redis without options', { a: { driver: 'redis' } }, 'kv_plugin_serve: config not found by provided key: '],
  [
    'on a missing folder',
    { a: { driver: 'boltdb', config: { file: '/no/such/folder/a.db' } } },
    'Cannot use the store /no/such/folder/a.db: ',
  ],
] as const) {
  test(`a storage ${what} stops the start`, async () => {
    // spec 06 #4, #6, #8, #9
    const server = new TestServer({ config: { http: null, server: null, kv: kv as never } })
    try {
      await server.launch()
      const { code, stderr } = await server.exited()
      assert.equal(code, 1)
      assert.ok(stderr.includes(text), stderr)
    } finally {
      server.dispose()
    }
  })
}
