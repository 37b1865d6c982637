import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noPolicy, readPolicy } from './read-policy.ts'

const able = { name: 'able', capabilities: { maxDelaySeconds: Number.POSITIVE_INFINITY, headers: true, order: true } }

test('a pipeline that asks for nothing has no policy', () => {
  assert.deepEqual(readPolicy('p', { driver: 'able', config: { prefetch: 1 } }, able), noPolicy)
})

test('a policy stands beside config, in it, or in the texts of Declare', () => {
  const wanted = { attempts: 5, backoff: 2000, max_backoff: 3_600_000, jitter: 0.2 }
  const retry = { attempts: 5, backoff: '2s' }
  for (const options of [{ retry }, { config: { retry } }, { retry: JSON.stringify(retry) }]) {
    assert.deepEqual(readPolicy('p', options, able).retry, wanted)
  }
  assert.equal(readPolicy('p', { concurrency: '2', dead_letter: 'store' }, able).concurrency, 2)
})

test('a value that means nothing is refused by its name', () => {
  const faults: readonly [object, RegExp][] = [
    [{ retry: { attempts: 0 } }, /it is 0, wanted 1 or more \(jobs\.pipelines\.p\.retry\.attempts\)/],
    [{ retry: { jitter: 2 } }, /it is 2, wanted 0 to 1 \(jobs\.pipelines\.p\.retry\.jitter\)/],
    [{ retry: '{broken' }, /\(jobs\.pipelines\.p\.retry\)/],
    [{ unique: { ttl: '-1s' } }, /unique\.ttl/],
    [{ unique: { header: '' } }, /unique\.header/],
    [{ concurrency: 'many' }, /\(jobs\.pipelines\.p\.concurrency\)/],
  ]
  for (const [options, text] of faults) {
    assert.throws(() => readPolicy('p', options as Record<string, unknown>, able), text)
  }
})

test('a driver that cannot do it says so', () => {
  const weak = { name: 'weak', capabilities: { maxDelaySeconds: 900, headers: false, order: false } }
  const noHeaders = /driver weak keeps no headers.*\(jobs\.pipelines\.p\.(retry|max_deaths|key)\)/
  for (const options of [{ retry: {} }, { max_deaths: 1 }, { key: 'customer' }]) {
    assert.throws(() => readPolicy('p', options, weak), noHeaders)
  }
  const unordered = { name: 'weak', capabilities: { ...weak.capabilities, headers: true } }
  assert.throws(() => readPolicy('p', { key: 'customer' }, unordered), /not give jobs in the order/)
  const slow = { retry: { attempts: 12, backoff: '1s', max_backoff: '1h' } }
  assert.throws(() => readPolicy('p', slow, unordered), /delays a job by 900 seconds at most, a retry would wait 1024/)
  assert.equal(readPolicy('p', { retry: { ...slow.retry, max_backoff: '10m' } }, unordered).retry?.attempts, 12)
})
