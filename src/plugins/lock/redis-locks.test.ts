import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RedisServers } from '../../../test/support/redis.ts'
import { until } from '../../../test/support/wait.ts'
import { silentLogger } from '../../lib/log.ts'
import { openRedis, type RedisConnection, redisConfig } from '../redis/contract.ts'
import { RedisLocks } from './redis-locks.ts'

const servers = new RedisServers()
const opened: RedisLocks[] = []
let address = ''

/** The locks of a server of ours. */
function instance(): RedisLocks {
  const locks = new RedisLocks(openRedis(redisConfig.parse({ addrs: [address] }), silentLogger))
  opened.push(locks)
  return locks
}

/** The locks of a server whose connection breaks: `lost` commands are run, but their answers never come. */
function unlucky(lost: (operation: unknown) => boolean): RedisLocks {
  const connection = openRedis(redisConfig.parse({ addrs: [address] }), silentLogger)
  const run: RedisConnection['run'] = async (commands) => {
    const answers = await connection.run(commands)
    const [command] = commands
    if (lost(command?.[0] === 'EVAL' ? command[4] : command?.[0])) throw new Error('the connection broke')
    return answers
  }
  const locks = new RedisLocks({ run, close: () => connection.close() } as unknown as RedisConnection)
  opened.push(locks)
  return locks
}

before(async () => {
  address = (await servers.server()).address
})
after(async () => {
  for (const locks of opened) locks.stop()
  await servers.stop()
})

const forever = Number.POSITIVE_INFINITY
const want = (locks: RedisLocks, resource: string, id: string, waitMs = 1, shared = false, ttlMs = forever) =>
  locks.acquire({ resource, id, shared, ttlMs, waitMs })

test('two servers share a lock, and its release by either', async () => {
  const [one, two] = [instance(), instance()]
  assert.equal(await one.forceRelease('r'), false)
  assert.equal(await want(one, 'r', 'a').granted, true)
  assert.equal(await want(two, 'r', 'b').granted, false)
  assert.deepEqual(
    [await two.exists('r', 'a'), await two.exists('r', '*'), await two.exists('r', 'b')],
    [true, true, false],
  )
  assert.deepEqual([await two.release('r', 'b'), await two.release('r', 'a')], [false, true])
  assert.equal(await want(two, 'r', 'b').granted, true)
  assert.equal(await one.forceRelease('r'), true)
  assert.equal(await two.exists('r', '*'), false)
})

test('who comes first is served first, on whatever server', async () => {
  const [one, two] = [instance(), instance()]
  const order: string[] = []
  const note = async (id: string, granted: boolean | Promise<boolean>): Promise<void> => {
    assert.equal(await granted, true)
    order.push(id)
  }
  await want(one, 'fifo', 'holder', 1, true).granted
  const first = note('w1', want(two, 'fifo', 'w1', 20_000).granted)
  await until('the writer to wait', async () => {
    const overtook = await want(one, 'fifo', 'probe', 0, true).granted
    if (overtook) await one.release('fifo', 'probe')
    return !overtook
  })
  const readers = ['r1', 'r2'].map((id) => note(id, want(one, 'fifo', id, 20_000, true).granted))
  assert.equal(await one.release('fifo', 'holder'), true)
  await first
  assert.deepEqual(order, ['w1'])
  assert.equal(await one.release('fifo', 'w1'), true)
  await Promise.all(readers)
  assert.deepEqual(order.toSorted(), ['r1', 'r2', 'w1'])
})

test('a time that passes lets the next one in; the only reader becomes the writer', async () => {
  const [one, two] = [instance(), instance()]
  assert.equal(await want(one, 'ttl', 'a', 1, true, 60).granted, true)
  assert.equal(await want(two, 'ttl', 'b', 20_000).granted, true)
  assert.equal(await one.updateTtl('ttl', 'a', 1000), false)
  assert.equal(await one.updateTtl('ttl', 'b', 60_000), true)
  assert.equal(await want(one, 'promoted', 'a', 1, true).granted, true)
  assert.equal(await want(two, 'promoted', 'a').granted, true)
  assert.equal(await want(one, 'promoted', 'b', 1, true).granted, false)
})

test('who gives up or is gone leaves the queue', async () => {
  const [one, two] = [instance(), instance()]
  await want(one, 'queue', 'holder').granted
  const gone = want(two, 'queue', 'gone', 60_000)
  gone.cancel()
  assert.equal(await gone.granted, false)
  assert.equal(await want(two, 'queue', 'late', 20).granted, false)
  await one.release('queue', 'holder')
  assert.equal(await want(two, 'queue', 'next').granted, true)
})

test('lease() gives one holder at a time a token greater than those before', async () => {
  const [one, two] = [instance(), instance()]
  const first = await one.lease('cron', 60_000)
  assert.ok(first !== undefined)
  assert.equal(await two.lease('cron', 60_000), undefined)
  assert.equal(await first.renew(40), true)
  const second = await until('the lease to be free', () => two.lease('cron', 60_000))
  assert.ok(second.token > first.token)
  assert.deepEqual([await first.renew(60_000), await first.release()], [false, false])
  assert.equal(await second.release(), true)
})

test('a grant whose answer is lost with the connection is given back: its caller got an error', async () => {
  const [one, other] = [unlucky((operation) => operation === 'acquire'), instance()]
  await assert.rejects(async () => await want(one, 'lost', 'a').granted, /the connection broke/)
  assert.equal(await want(other, 'lost', 'b', 20_000).granted, true)
  assert.equal(await other.exists('lost', 'a'), false)
})

test('a lease whose grant or token is lost is given back', async () => {
  for (const lost of ['acquire', 'INCR']) {
    const [one, other] = [unlucky((operation) => operation === lost), instance()]
    await assert.rejects(one.lease(`lost ${lost}`, 60_000), /the connection broke/)
    const lease = await until('the lease to be free', () => other.lease(`lost ${lost}`, 60_000))
    assert.equal(await lease.release(), true)
  }
})

test('a request that reaches Redis twice, because its first answer was lost, is granted once', async () => {
  const connection = openRedis(redisConfig.parse({ addrs: [address] }), silentLogger)
  const run: RedisConnection['run'] = async (commands) => {
    await connection.run(commands)
    return await connection.run(commands)
  }
  const locks = new RedisLocks({ run, close: () => connection.close() } as unknown as RedisConnection)
  opened.push(locks)
  assert.equal(await want(locks, 'twice', 'a').granted, true)
  assert.equal(await want(instance(), 'twice', 'b').granted, false)
})

test('a lock that was granted before is not given back by a later request of the same id that fails', async () => {
  const [one, other] = [instance(), unlucky((operation) => operation === 'acquire')]
  assert.equal(await want(one, 'kept', 'a').granted, true)
  await assert.rejects(async () => await want(other, 'kept', 'a').granted, /the connection broke/)
  assert.equal(await want(one, 'kept', 'b', 100).granted, false)
  assert.equal(await one.exists('kept', 'a'), true)
})
