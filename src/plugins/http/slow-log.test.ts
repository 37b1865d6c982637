import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../test/support/wait.ts'
import type { ExecHandler } from '../../pool/contract.ts'
import { SlowLog } from './slow-log.ts'
import { FakePool } from './testing/fake-pool.ts'
import { type LoggedRecord, recordingLogger } from './testing/plane.ts'

const facts = {
  method: 'GET',
  target: '/a?b',
  status: 200,
  route: 'http:slow',
  startedMs: 1,
  queuedMs: 5,
  pid: process.pid,
}

function slowLog(running: ExecHandler[] = []): { readonly log: SlowLog; readonly records: LoggedRecord[] } {
  const records: LoggedRecord[] = []
  const pool = Object.assign(new FakePool(() => {}), {
    running: () => running.map((handler) => ({ handler, startedMs: 1000, pid: process.pid })),
  })
  const log = new SlowLog({ threshold: 100, sample: false }, recordingLogger(records), new Set([pool]))
  return { log, records }
}

const handler = (): ExecHandler => ({ onPart: () => true, onError: () => {} })

test('SlowLog tells of requests from the threshold on, and asks for nothing before', async () => {
  const { log, records } = slowLog()
  log.ended(handler(), 99, () => assert.fail('asked'))
  log.ended(handler(), 100, () => facts)
  await until('the record', () => records.length > 0)
  const [{ message, level, fields } = { message: '', level: '', fields: {} }] = records
  assert.deepEqual([records.length, level, message], [1, 'warn', 'slow request'])
  assert.deepEqual(
    [fields['route'], fields['URI'], fields['queue'], fields['pid']],
    ['http:slow', '/a?b', 5, process.pid],
  )
  assert.equal('process' in fields, false)
})

test('SlowLog says nothing of workers for a request that none had', async () => {
  const { log, records } = slowLog()
  log.ended(handler(), 500, () => ({ ...facts, startedMs: 0, pid: 0 }))
  await until('the record', () => records.length > 0)
  assert.deepEqual(Object.keys(records[0]?.fields ?? {}), ['method', 'URI', 'status', 'route', 'elapsed'])
})

test('SlowLog samples the worker of a request that has become slow, and no other', async () => {
  const [slow, quick] = [handler(), handler()]
  const running = [slow]
  const { log, records } = slowLog(running)
  log.look(1099)
  log.ended(quick, 100, () => facts)
  log.look(1100)
  log.ended(slow, 200, () => facts)
  await until('both records', () => records.length === 2)
  const sampled = records.filter(({ fields }) => 'process' in fields)
  assert.deepEqual(
    sampled.map(({ fields }) => fields['elapsed']),
    process.platform === 'linux' ? [200] : [],
  )
})
