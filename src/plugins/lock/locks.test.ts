import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../test/support/wait.ts'
import type { RpcCaller, RpcMethod } from '../../kernel/rpc.ts'
import { silentLogger } from '../../lib/log.ts'
import { MemoryLocks } from './memory-locks.ts'
import { lockMethods } from './rpc.ts'

interface Options {
  readonly ttl?: number
  readonly wait?: number
}

const ms = 1000
const second = 1000 * ms

/** Calls the RPC methods as PHP does; ttl and wait are microseconds. */
function client(locks = new MemoryLocks()) {
  const methods = lockMethods(() => locks, silentLogger)
  const call = async (name: string, resource: string, id: string, options: Options = {}, caller?: RpcCaller) => {
    const method = methods[name] as unknown as RpcMethod<unknown, { ok: boolean }>
    return (await method.call({ resource, id, ttl: null, wait: null, ...options }, caller)).ok
  }
  return { locks, call }
}

test('a lock is held by one until it is released', async () => {
  // spec 06 #37, #44, #47
  const { call } = client()
  assert.equal(await call('Lock', 'r', 'a'), true)
  assert.equal(await call('Lock', 'r', 'b'), false)
  assert.equal(await call('Lock', 'r', 'a'), false, 'not re-entrant')
  assert.deepEqual([await call('Exists', 'r', 'a'), await call('Exists', 'r', 'b')], [true, false])
  assert.deepEqual([await call('Exists', 'r', '*'), await call('Exists', 'other', '*')], [true, false])
  assert.equal(await call('Release', 'r', 'b'), false)
  assert.equal(await call('Exists', 'r', 'a'), true)
  assert.equal(await call('Release', 'r', 'a'), true)
  assert.equal(await call('Release', 'r', 'a'), false)
  assert.equal(await call('Exists', 'r', '*'), false)
  assert.equal(await call('Lock', '', 'b'), true, 'a resource may have the empty name')
})

test('of four that want one lock for long, one gets it', async () => {
  // spec 06 #38
  const { call } = client()
  const ids = ['a', 'b', 'c', 'd']
  const granted = await Promise.all(ids.map((id) => call('Lock', 'r', id, { ttl: 60 * second, wait: 20 * ms })))
  assert.deepEqual(granted, [true, false, false, false])
})

test('when the time of a writer passes, the readers behind it share the lock', async () => {
  // spec 06 #39, #42
  const { call } = client()
  assert.equal(await call('Lock', 'r', 'a', { ttl: 50 * ms }), true)
  assert.equal(await call('LockRead', 'r', 'a', { wait: 10 * second, ttl: 60 * second }), true)
  for (const id of ['b', 'c']) assert.equal(await call('LockRead', 'r', id), true)
  for (const id of ['a', 'b', 'c']) assert.equal(await call('Exists', 'r', id), true)
  assert.equal(await call('Lock', 'r', 'w'), false)
  for (const id of ['a', 'b', 'c']) assert.equal(await call('Release', 'r', id), true)
  assert.equal(await call('Lock', 'r', 'w'), true)
})

test('UpdateTTL shortens and lengthens', async () => {
  // spec 06 #40
  const { call } = client()
  await call('Lock', 'r', 'a', { ttl: 60 * second })
  assert.equal(await call('UpdateTTL', 'r', 'b', { ttl: 1 }), false)
  assert.equal(await call('UpdateTTL', 'r', 'a', { ttl: 30 * ms }), true)
  assert.equal(await call('LockRead', 'r', 'b', { wait: 10 * second }), true)
  assert.equal(await call('UpdateTTL', 'r', 'a', { ttl: 30 * ms }), false, 'the lock is lost')
  assert.equal(await call('UpdateTTL', 'r', 'b'), true)
})

test('ForceRelease ends all holds and lets the next one in', async () => {
  // spec 06 #41
  const { call } = client()
  assert.equal(await call('ForceRelease', 'r', ''), false, 'nothing is known of the resource')
  await call('LockRead', 'r', 'a')
  await call('LockRead', 'r', 'b')
  const waiting = call('Lock', 'r', 'w', { wait: 10 * second })
  assert.equal(await call('ForceRelease', 'r', ''), true)
  assert.equal(await waiting, true)
  assert.deepEqual([await call('Release', 'r', 'a'), await call('Release', 'r', 'w')], [false, true])
  assert.equal(await call('ForceRelease', 'r', ''), true, 'it is still known')
})

test('the only reader becomes the writer', async () => {
  // spec 06 #43
  const { call } = client()
  await call('LockRead', 'r', 'a')
  assert.equal(await call('Lock', 'r', 'b'), false)
  assert.equal(await call('Lock', 'r', 'a'), true)
  assert.equal(await call('LockRead', 'r', 'b'), false)
  assert.equal(await call('Release', 'r', 'a'), true)
  assert.equal(await call('Exists', 'r', '*'), false)
})

test('an empty id is refused, except where any will do', async () => {
  // spec 06 #46
  const { call } = client()
  for (const name of ['Lock', 'LockRead', 'Release', 'Exists', 'UpdateTTL']) {
    await assert.rejects(call(name, 'r', ''), { message: 'empty ID is not allowed' })
  }
  assert.equal(await call('ForceRelease', 'r', ''), false)
})

test('who comes first is served first: a reader does not overtake a waiting writer', async () => {
  // spec 06 #48
  const { call } = client()
  const order: string[] = []
  const want = async (name: string, id: string): Promise<void> => {
    assert.equal(await call(name, 'r', id, { wait: 10 * second }), true)
    order.push(id)
  }
  await call('LockRead', 'r', 'holder')
  const wants = [want('Lock', 'w1'), want('LockRead', 'r1'), want('LockRead', 'r2'), want('Lock', 'w2')]
  assert.deepEqual(order, [])
  await call('Release', 'r', 'holder')
  await wants[0]
  await call('Release', 'r', 'w1')
  await Promise.all(wants.slice(1, 3))
  assert.deepEqual(order, ['w1', 'r1', 'r2'])
  await call('Release', 'r', 'r2')
  await call('Release', 'r', 'r1')
  await wants[3]
})

test('a writer behind two readers gets the lock when both have gone, and blocks nobody when it gives up', async () => {
  // spec 06 #49
  const { call } = client()
  for (const id of ['a', 'b']) await call('LockRead', 'r', id)
  assert.equal(await call('Lock', 'r', 'late', { wait: 10 * ms }), false)
  const patient = call('Lock', 'r', 'w', { wait: 10 * second })
  assert.deepEqual([await call('Release', 'r', 'a'), await call('Release', 'r', 'b')], [true, true])
  assert.equal(await patient, true)
})

test('when a waiting writer gives up, the reader behind it gets in', async () => {
  const { call } = client()
  await call('LockRead', 'r', 'a')
  const writer = call('Lock', 'r', 'w', { wait: 20 * ms })
  const reader = call('LockRead', 'r', 'b', { wait: 10 * second })
  assert.equal(await writer, false)
  assert.equal(await reader, true)
})

test('a waiter whose caller is gone leaves the queue', async () => {
  // spec 06 #50
  const { call } = client()
  const callbacks = new Set<() => void>()
  const caller: RpcCaller = { onGone: (one) => callbacks.add(one), offGone: (one) => callbacks.delete(one) }
  await call('Lock', 'r', 'a')
  const gone = call('Lock', 'r', 'gone', { wait: 60 * second }, caller)
  const next = call('Lock', 'r', 'next', { wait: 60 * second }, caller)
  assert.equal(callbacks.size, 2)
  for (const callback of [...callbacks].slice(0, 1)) callback()
  assert.equal(await gone, false)
  await call('Release', 'r', 'a')
  assert.equal(await next, true)
  assert.equal(callbacks.size, 0)
  assert.equal(await call('Exists', 'r', 'gone'), false)
})

test('a wait that fails leaves nothing behind at its caller', async () => {
  // A connection of PHP lives long: what each failed call left would add up.
  const callbacks = new Set<() => void>()
  const caller: RpcCaller = { onGone: (one) => callbacks.add(one), offGone: (one) => callbacks.delete(one) }
  const locks = new MemoryLocks()
  locks.acquire = () => ({ granted: Promise.reject(new Error('no connection to redis')), cancel: () => {} })
  await assert.rejects(client(locks).call('Lock', 'r', 'a', {}, caller), { message: 'no connection to redis' })
  assert.equal(callbacks.size, 0)
})

test('a read lock taken twice by one id is one lock; times may be of any size', async () => {
  // spec 06 #51
  const { call } = client()
  for (let round = 0; round < 2; round++) await call('LockRead', 'r', 'a', { ttl: 60 * second })
  await call('Release', 'r', 'a')
  assert.equal(await call('Exists', 'r', '*'), false)
  await assert.rejects(call('Lock', 'r', 'a', { ttl: -1 }), { message: 'ttl must not be negative' })
  await assert.rejects(call('UpdateTTL', 'r', 'a', { ttl: -1 }), { message: 'ttl must not be negative' })
  assert.equal(await call('Lock', 'r', 'a', { ttl: 30 * 24 * 3600 * second }), true)
  assert.equal(await call('Lock', 'r', 'b', { wait: -5 }), false)
  assert.equal(await call('Lock', 'year', 'b', { ttl: Number.MAX_SAFE_INTEGER, wait: Number.MAX_SAFE_INTEGER }), true)
})

test('a lock of 10 microseconds is over when it is looked at', async () => {
  // spec 06 #51
  let now = 1000
  const { call } = client(new MemoryLocks(() => now))
  await call('Lock', 'r', 'a', { ttl: 10 })
  now += 0.02
  assert.equal(await call('Exists', 'r', 'a'), false)
  assert.equal(await call('Lock', 'r', 'b', { ttl: 10 }), true)
})

test('a resource is forgotten a minute after its last use', async () => {
  let now = 1000
  const { locks, call } = client(new MemoryLocks(() => now))
  await call('Lock', 'r', 'a')
  now += 3_600_000
  assert.equal(await call('Release', 'r', 'a'), true)
  now += 59_000
  assert.equal(await call('ForceRelease', 'r', ''), true)
  now += 61_000
  assert.equal(locks.size, 0)
  assert.equal(await call('ForceRelease', 'r', ''), false)
})

test('a mix of many calls leaves nothing blocked', async (t) => {
  // spec 06 #45
  const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  t.diagnostic(`FUZZ_SEED=${seed}`)
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return (state >> 8) % limit
  }
  const { call } = client()
  const names = ['Lock', 'LockRead', 'Release', 'Exists', 'UpdateTTL', 'ForceRelease']
  const calls = Array.from({ length: 1700 }, () =>
    call(names[below(6)] ?? '', `r${below(6)}`, `id${below(9)}`, { ttl: 1 + below(3000), wait: below(3000) }),
  )
  const answers = await Promise.all(calls)
  assert.ok(answers.every((answer) => typeof answer === 'boolean'))
  for (let resource = 0; resource < 6; resource++) {
    assert.equal(await call('Lock', `r${resource}`, 'last', { wait: 10 * second }), true)
  }
})

test('lease() gives one holder at a time a token greater than those before', async () => {
  const { locks, call } = client()
  const first = await locks.lease('cron', 60_000)
  assert.ok(first !== undefined)
  assert.equal(await locks.lease('cron', 60_000), undefined)
  assert.equal(await call('Exists', 'cron', '*'), false, 'apart from the locks of PHP')
  assert.equal(await first.renew(20), true)
  const second = await until('the lease to be free', () => locks.lease('cron', 60_000))
  assert.ok(second.token > first.token)
  assert.deepEqual([await first.renew(60_000), await first.release()], [false, false])
  assert.equal(await second.release(), true)
  const afterRestart = await new MemoryLocks().lease('cron', 60_000)
  assert.ok((afterRestart?.token ?? 0) > second.token)
})
