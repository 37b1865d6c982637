// Locks by RPC, through the whole server; with driver redis, shared by two servers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectRpc, type RpcClient } from '../../src/goridge/rpc-client.ts'
import { RedisServers } from '../support/redis.ts'
import { TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const minute = 60_000_000
const bare = { http: null, server: null }

async function ok(rpc: RpcClient, method: string, fields: Readonly<Record<string, unknown>>): Promise<boolean> {
  return (await rpc.call<{ ok?: boolean }>(`lock.${method}`, { resource: 'r', ...fields })).ok ?? false
}

async function open(t: Parameters<typeof startServer>[0], config: Readonly<Record<string, unknown>> = {}) {
  const server = await startServer(t, { config: { ...bare, service: {}, ...config } })
  const client = async (): Promise<RpcClient> => {
    const rpc = await connectRpc(server.rpcAddress)
    t.after(() => rpc.close())
    return rpc
  }
  return { server, client }
}

describe('lock', () => {
  test('is there without a section, and tells what it did in its log', async (t) => {
    // spec 06 #37, #47
    const { server, client } = await open(t)
    const rpc = await client()
    assert.equal(await ok(rpc, 'Lock', { id: 'a', ttl: minute }), true)
    assert.equal(await ok(rpc, 'Lock', { id: 'b' }), false)
    assert.equal(await ok(rpc, 'Release', { id: 'b' }), false)
    await server.log.find('release called for the resource which is not owned by the caller')
    assert.equal(await ok(rpc, 'Release', { id: 'a' }), true)
    await server.log.find('lock successfully released')
    await assert.rejects(ok(rpc, 'Lock', { id: '' }), { message: 'empty ID is not allowed' })
    const proto = await rpc.callProto('lock.Lock', Buffer.from('\x0a\x01p\x12\x01i\x18\x80\x89\x7a', 'latin1'))
    assert.deepEqual([...proto], [0x08, 1])
  })

  test('a call that waits delays no other of its connection', async (t) => {
    // spec 06 #50
    const { client } = await open(t)
    const rpc = await client()
    await ok(rpc, 'Lock', { id: 'a' })
    const waiting = ok(rpc, 'Lock', { id: 'b', wait: minute })
    assert.equal(await ok(rpc, 'Exists', { id: 'a' }), true)
    assert.equal(await ok(rpc, 'Release', { id: 'a' }), true)
    assert.equal(await waiting, true)
  })

  test('who waits on a connection that closes gets nothing', async (t) => {
    // spec 06 #50
    const { server, client } = await open(t)
    const [rpc, other] = [await client(), await connectRpc(server.rpcAddress)]
    await ok(rpc, 'Lock', { id: 'a' })
    const mark = server.log.mark
    const lost = ok(other, 'Lock', { id: 'gone', wait: minute })
    await server.log.find('lock request received', mark)
    other.close()
    await assert.rejects(lost, { message: 'connection is shut down' })
    await server.log.find('the caller that waited for the lock is gone', mark)
    const next = ok(rpc, 'Lock', { id: 'next', wait: minute })
    assert.equal(await ok(rpc, 'Release', { id: 'a' }), true)
    assert.equal(await next, true)
    assert.equal(await ok(rpc, 'Exists', { id: 'gone' }), false)
  })

  test('two servers share locks in Redis, and locks outlive a server', async (t) => {
    const redis = new RedisServers()
    t.after(() => redis.stop())
    const { address } = await redis.server()
    const config = { lock: { driver: 'redis', config: { addrs: [address] } } }
    const [one, two] = [await open(t, config), await open(t, config)]
    const [first, second] = [await one.client(), await two.client()]
    assert.equal(await ok(first, 'Lock', { id: 'a', ttl: minute }), true)
    assert.equal(await ok(second, 'Lock', { id: 'b' }), false)
    const waiting = ok(second, 'Lock', { id: 'b', wait: minute, ttl: minute })
    assert.equal(await ok(first, 'Release', { id: 'a' }), true)
    assert.equal(await waiting, true)
    two.server.signal('SIGKILL')
    await two.server.exited()
    assert.equal(await ok(first, 'Exists', { id: 'b' }), true)
    await redis.stop()
    await until('a call to fail', () =>
      ok(first, 'Exists', { id: 'b' }).then(
        () => false,
        (error: Error) => /redis|closed/i.test(error.message),
      ),
    )
  })

  test('driver redis without options stops the start', async () => {
    const server = new TestServer({ config: { ...bare, lock: { driver: 'redis' } } })
    try {
      await server.launch()
      const { code, stderr } = await server.exited()
      assert.equal(code, 1)
      assert.match(stderr, /Cannot set up lock: the driver is redis without options/)
    } finally {
      server.dispose()
    }
  })
})
