import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogger } from '../../lib/log.ts'
import type { Delivery, JobHeaders } from './contract.ts'
import { JobCounters } from './counters.ts'
import { policyConfig } from './policy/config.ts'
import type { Reply } from './reply.ts'
import { Settlement } from './settlement.ts'

/** A job that notes what its backend is told. */
class Noted implements Delivery {
  readonly id = 'one'
  readonly job = 'Job'
  readonly payload = Buffer.from('x')
  readonly priority = 10
  readonly told: unknown[] = []
  readonly headers: JobHeaders
  readonly autoAck: boolean

  constructor(headers: JobHeaders = {}, autoAck = false) {
    this.headers = headers
    this.autoAck = autoAck
  }

  ack(): void {
    this.told.push('ack')
  }

  nack(): void {
    this.told.push('nack')
  }

  reject(requeue: boolean): void {
    this.told.push(requeue ? 'reject, again' : 'reject')
  }

  requeue(headers: JobHeaders, delaySeconds: number): void {
    this.told.push({ headers, delaySeconds })
  }
}

const source = (policy: object, maxDelaySeconds = 900): Parameters<Settlement['failed']>[2] => ({
  pipeline: 'test',
  driver: 'fake',
  pool: '',
  contextKeys: ['id'],
  policy: policyConfig.parse(policy),
  maxDelaySeconds,
})

function settlement(bury: (delivery: Delivery) => void | Promise<void> = () => {}): Settlement {
  return new Settlement({ log: silentLogger, counters: new JobCounters(), bury })
}

const reply = (kind: 'error' | 'nack' | 'requeue', requeue: boolean): Reply => ({
  kind,
  requeue,
  message: '',
  delaySeconds: 4,
  headers: { more: ['1'] },
})

// spec 04 §6.2
test('without a policy every answer does what it does in RoadRunner', async () => {
  const told = async (answer: Reply): Promise<unknown> => {
    const job = new Noted({ own: ['1'] })
    return [await settlement().replied(answer, job, source({})), ...job.told]
  }
  assert.deepEqual(await told({ kind: 'ack', known: true, type: 2 }), ['ok', 'ack'])
  assert.deepEqual(await told(reply('error', false)), ['error', 'ack'])
  assert.deepEqual(await told(reply('nack', false)), ['error', 'reject'])
  assert.deepEqual(await told(reply('nack', true)), ['requeued', 'reject, again'])
  const again = { headers: { own: ['1'], more: ['1'] }, delaySeconds: 4 }
  assert.deepEqual(await told(reply('requeue', true)), ['requeued', again])
  assert.deepEqual(await told(reply('error', true)), ['requeued', again])
})

test('a retry counts in the headers; what the worker itself wants again does not', async () => {
  const policy = source({ retry: { attempts: 2, backoff: '1s' } })
  const job = new Noted({ own: ['1'] })
  assert.equal(await settlement().replied(reply('nack', false), job, policy), 'requeued')
  assert.deepEqual(job.told, [{ headers: { own: ['1'], 'rr-attempts': ['1'] }, delaySeconds: 1 }])
  const wished = new Noted({ 'rr-attempts': ['1'] })
  await settlement().replied(reply('requeue', true), wished, policy)
  assert.deepEqual(wished.told, [{ headers: { 'rr-attempts': ['1'], more: ['1'] }, delaySeconds: 4 }])
})

test('a dead letter is kept before its job is acknowledged', async () => {
  const job = new Noted()
  const kept = Promise.withResolvers<void>()
  const settled = settlement(() => kept.promise).failed('died', job, source({ dead_letter: 'store' }), assert.fail)
  await Promise.resolve()
  assert.deepEqual(job.told, [])
  kept.resolve()
  assert.equal(await settled, 'error')
  assert.deepEqual(job.told, ['ack'])
})

test('a job that cannot be kept stays', async () => {
  const away = (): Promise<void> => Promise.reject(new Error('disk full'))
  const headers = { 'rr-attempts': ['2'] }
  for (const [longest, delaySeconds] of [
    [900, 30],
    [5, 5],
    [0, 0],
  ] as const) {
    const job = new Noted(headers)
    const policy = source({ dead_letter: 'store' }, longest)
    assert.equal(await settlement(away).failed('failed', job, policy, assert.fail), 'requeued')
    assert.deepEqual(job.told, [{ headers, delaySeconds }])
  }
})

test('a job that failed for good and has nowhere to go is dropped', async () => {
  const job = new Noted({ 'rr-deaths': ['2'] })
  assert.equal(await settlement().failed('died', job, source({ max_deaths: 3 }), assert.fail), 'error')
  assert.deepEqual(job.told, ['ack'])
})

test('a job that was settled when it came is left to that', async () => {
  const job = new Noted({}, true)
  const buried = (): never => assert.fail('buried')
  const policy = source({ retry: {}, dead_letter: 'store' })
  assert.equal(await settlement(buried).failed('died', job, policy, () => job.nack()), 'error')
  assert.deepEqual(job.told, ['nack'])
})
