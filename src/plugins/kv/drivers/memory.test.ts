import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogger } from '../../../lib/log.ts'
import { ExpiryWheel } from '../expiry-wheel.ts'
import { testStorage } from '../testing/storage-contract.ts'
import { memory } from './memory.ts'

testStorage(memory, { config: {} })

test('memory takes the interval of old configurations', () => {
  assert.deepEqual(memory.config.parse({ interval: 60 }), {})
})

test('storages do not share data', async () => {
  // spec 06 #1
  const context = { config: {}, log: silentLogger }
  const [one, other] = [await memory.open(context), await memory.open(context)]
  await one.setMany([{ key: 'a', value: new Uint8Array(1), expiresAtMs: undefined }])
  assert.deepEqual(await other.getMany(['a']), [undefined])
})

test('keys set again and again leave nothing behind in the wheel', () => {
  // spec 06 #18
  const expired: string[] = []
  const wheel = new ExpiryWheel((key) => expired.push(key))
  const at: Record<string, number> = {}
  for (let round = 0; round < 10_000; round++) {
    const key = `k${round % 4}`
    if (at[key] !== undefined) wheel.remove(key, at[key])
    at[key] = Date.now() + 60_000 + round * 1000
    wheel.add(key, at[key])
  }
  assert.equal(wheel.slots, 4)
  wheel.clear()
  assert.deepEqual(expired, [])
})

test('ExpiryWheel tells each key once its time has passed, many in several turns', async () => {
  const count = 25_000
  const expired = new Set<string>()
  const { promise, resolve } = Promise.withResolvers<void>()
  const wheel = new ExpiryWheel((key) => {
    expired.add(key)
    if (expired.size === count) resolve()
  })
  const keepAlive = setInterval(() => {}, 1000)
  for (let index = 0; index < count; index++) wheel.add(`k${index}`, Date.now() - 5000)
  wheel.add('later', Date.now() + 60_000)
  await promise
  clearInterval(keepAlive)
  assert.equal(wheel.slots, 1)
  assert.ok(!expired.has('later'))
  wheel.clear()
})
