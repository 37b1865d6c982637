import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { makeCertificates, type RedisServer, RedisServers, redisCli } from '../../../../test/support/redis.ts'
import { freePort } from '../../../../test/support/test-server.ts'
import { until } from '../../../../test/support/wait.ts'
import { type Logger, silentLogger } from '../../../lib/log.ts'
import type { Storage } from '../contract.ts'
import { testStorage } from '../testing/storage-contract.ts'
import { redis } from './redis.ts'

const servers = new RedisServers()
const opened: Storage[] = []
after(async () => {
  for (const storage of opened) await storage.stop()
  await servers.stop()
})

async function open(options: Readonly<Record<string, unknown>>, log: Logger = silentLogger): Promise<Storage> {
  const storage = await redis.open({ config: redis.config.parse(options), log })
  opened.push(storage)
  return storage
}

const bytes = (text: string): Uint8Array => Buffer.from(text)
const item = (key: string, text = 'x') => ({ key, value: bytes(text), expiresAtMs: undefined })

describe('one server', () => {
  let single: RedisServer
  before(async () => {
    single = await servers.server()
  })
  testStorage(redis, { config: () => ({ addrs: [single.address] }), lacks: ['lasting ttl'] })

  test('storages on two databases share nothing; Clear empties one of them', async () => {
    const [one, other] = [await open({ addrs: [single.address], db: 3 }), await open({ addrs: single.address, db: 4 })]
    await one.setMany([item('a')])
    await other.setMany([item('a'), item('b')])
    await one.clear()
    assert.equal(redisCli(single, '-n', '3', 'dbsize'), '0')
    assert.equal(redisCli(single, '-n', '4', 'dbsize'), '2')
  })

  test('a key of another type fails the call with what Redis says', async () => {
    const storage = await open({ addrs: [single.address] })
    redisCli(single, 'rpush', 'a-list', 'x')
    await storage.setMany([item('fine')])
    const get = async () => storage.getMany(['fine', 'a-list'])
    await assert.rejects(get, { message: /WRONGTYPE/ })
    assert.deepEqual(await storage.getMany(['fine']), [bytes('x')])
  })

  test('the pool of RoadRunner is told in its metrics', async () => {
    // spec 06 #21
    const storage = await open({ addrs: [single.address] })
    await storage.setMany([item('a')])
    const values = Object.fromEntries(
      storage.metrics?.().map(({ name, samples }) => [name, (samples[0] as { value: number }).value]) ?? [],
    )
    assert.deepEqual(values, {
      rr_redis_pool_hit_total: 1,
      rr_redis_pool_miss_total: 1,
      rr_redis_pool_timeout_total: 0,
      rr_redis_pool_conn_total_current: 1,
      rr_redis_pool_conn_idle_current: 1,
      rr_redis_pool_conn_stale_total: 0,
    })
  })
})

describe('a unix socket, a password', () => {
  test('both are used', async () => {
    const path = join(servers.folder, 'redis.sock')
    await servers.server('--unixsocket', path, '--requirepass', 'secret')
    const storage = await open({ addrs: [path], password: 'secret' })
    await storage.setMany([item('a')])
    assert.deepEqual(await storage.getMany(['a']), [bytes('x')])
    const refused = await open({ addrs: [path], password: 'wrong' })
    const get = async () => refused.getMany(['a'])
    await assert.rejects(get, { message: /WRONGPASS|NOAUTH/ })
  })
})

describe('TLS', () => {
  test('a private authority and a client certificate work end to end', async () => {
    // spec 06 #20
    const files = makeCertificates(servers.folder)
    const server = await servers.tlsServer(files)
    const tls = { root_ca: files.ca, cert: files.clientCert, key: files.clientKey }
    const storage = await open({ addrs: [server.address], tls })
    await storage.setMany([item('secret')])
    assert.deepEqual(await storage.getMany(['secret']), [bytes('x')])
    const strangers: readonly (readonly [tls: Record<string, string>, message: RegExp])[] = [
      [{ root_ca: files.ca }, /certificate required|connection closed|reset/i],
      [{ cert: files.clientCert, key: files.clientKey }, /self.signed certificate|unable to verify/i],
    ]
    for (const [wrong, message] of strangers) {
      const refused = await open({ addrs: [server.address], tls: wrong, max_retries: -1 })
      const get = async () => refused.getMany(['a'])
      await assert.rejects(get, { message })
    }
  })

  test('files that cannot be used stop the start', async () => {
    const empty = join(servers.folder, 'empty.pem')
    writeFileSync(empty, 'no certificate')
    await assert.rejects(open({ tls: { root_ca: empty } }), { message: 'failed to append certificates from PEM' })
    await assert.rejects(open({ tls: { root_ca: '/no/such.pem' } }), {
      message: 'open /no/such.pem: no such file or directory',
    })
    await assert.rejects(open({ tls: { cert: '/no/such.pem', key: empty } }), { message: /open \/no\/such\.pem/ })
  })
})

describe('a cluster of three', () => {
  let nodes: readonly RedisServer[]
  before(async () => {
    nodes = await servers.cluster()
  })
  testStorage(redis, { config: () => ({ addrs: nodes.map(({ address }) => address) }), lacks: ['lasting ttl'] })

  test('keys spread over all nodes, and Clear empties every one', async () => {
    const storage = await open({ addrs: nodes.map(({ address }) => address), route_randomly: true })
    const keys = Array.from({ length: 60 }, (_, index) => `key ${index}`)
    await storage.setMany(keys.map((key) => item(key)))
    const sizes = (): number[] => nodes.map((node) => Number(redisCli(node, 'dbsize')))
    assert.ok(
      sizes().every((size) => size > 0),
      String(sizes()),
    )
    await storage.deleteMany(keys.slice(0, 30))
    assert.equal((await storage.getMany(keys)).filter((value) => value !== undefined).length, 30)
    await storage.clear()
    assert.deepEqual(sizes(), [0, 0, 0])
  })
})

describe('sentinels', () => {
  test('the storage follows the master to its replica', async () => {
    const master = await servers.server()
    const replica = await servers.server('--replicaof', '127.0.0.1', String(master.port))
    const sentinel = await servers.sentinel(master)
    await until(
      'the sentinel to know the replica',
      () => redisCli(sentinel, 'sentinel', 'replicas', 'main').includes(String(replica.port)),
      20_000,
    )
    const storage = await open({ addrs: [sentinel.address], master_name: 'main' })
    await storage.setMany([item('kept', 'before')])
    await until('the replica to have it', () => redisCli(replica, 'get', 'kept') === 'before')
    await master.daemon.stop()
    await until(
      'a write to the new master',
      async () => {
        try {
          await storage.setMany([item('later', 'after')])
          return redisCli(replica, 'get', 'later') === 'after'
        } catch {
          return false
        }
      },
      30_000,
    )
    assert.deepEqual(await storage.getMany(['kept']), [bytes('before')])
  })
})

describe('a server that is away', () => {
  test('calls fail within the attempts, saying why; they succeed once it is there', async () => {
    // spec 06 #33
    const warnings: unknown[] = []
    const log: Logger = { ...silentLogger, warn: (message, fields) => warnings.push([message, fields]) }
    const server = await servers.server()
    await server.daemon.stop()
    const storage = await open({ addrs: [server.address], max_retries: 2 }, log)
    const get = async () => storage.getMany(['a'])
    await assert.rejects(get, { message: 'no connection to redis: connection refused' })
    await Promise.all([assert.rejects(get), assert.rejects(get)])
    assert.deepEqual(warnings, [['no connection to redis', { error: 'connection refused' }]], 'said once')
    await server.daemon.start()
    await until(
      'a call to succeed',
      () =>
        get().then(
          () => true,
          () => false,
        ),
      10_000,
    )
    await server.daemon.stop()
    await assert.rejects(
      until('a call to fail', () => get().then(() => false)),
      { message: /no connection|closed|refused/ },
    )
    await server.daemon.start()
    await until(
      'a call to succeed again',
      () =>
        get().then(
          () => true,
          () => false,
        ),
      10_000,
    )
  })

  test('a cluster that is away fails calls in the same way', async () => {
    const addrs = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`]
    const storage = await open({ addrs, max_retries: 1 })
    const get = async () => storage.getMany(['a'])
    await assert.rejects(get, { message: 'no connection to redis: no node of the cluster answers' })
  })

  test('so do sentinels that are away', async () => {
    const storage = await open({ addrs: [`127.0.0.1:${await freePort()}`], master_name: 'main', max_retries: 1 })
    const get = async () => storage.getMany(['a'])
    await assert.rejects(get, { message: /^no connection to redis: / })
  })

  test('an answer that does not come fails its call after read_timeout', async () => {
    const server = await servers.server()
    const storage = await open({ addrs: [server.address], read_timeout: '150ms' })
    await storage.setMany([item('a')])
    redisCli(server, 'client', 'pause', '2000')
    const get = async () => storage.getMany(['a'])
    await assert.rejects(get, { message: 'Command timed out' })
  })
})
