import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogRecord } from '../support/log-records.ts'
import { type Beginning, Ledger, type OfferedJob } from './ledger.ts'

function ledgerOf(...jobs: ReadonlyArray<Partial<OfferedJob> & { readonly id: string }>): Ledger {
  const ledger = new Ledger()
  jobs.forEach((job, place) => {
    ledger.offer({ pipeline: 'p', lane: 'l', place, priority: 1, delayed: false, sentAtMs: 1000, ...job })
    ledger.accept(job.id)
  })
  return ledger
}

const life = (...begun: ReadonlyArray<Partial<Beginning> & { readonly id: string }>) => ({
  begun: begun.map((one) => ({ attempts: 0, atMs: 2000, ...one })),
  log: [] as readonly LogRecord[],
  quiet: false,
})
const done = (id: string): LogRecord => ({
  level: 'debug',
  logger: 'jobs',
  msg: 'job was processed successfully',
  ID: id,
})

test('Ledger lets pass what may be: a job begins again in a later life, and as it was put back', () => {
  const ledger = ledgerOf({ id: 'a' }, { id: 'b' }, { id: 'later', delayed: true })
  ledger.close(life({ id: 'a' }, { id: 'b' }))
  ledger.close({ ...life({ id: 'b' }, { id: 'b', attempts: 1 }, { id: 'later' }), log: [done('b')] })
  assert.deepEqual(ledger.faults, [])
  assert.deepEqual(ledger.missing, [])
  assert.equal(ledger.again, 1)
})

test('Ledger names what was accepted and has not begun', () => {
  const ledger = ledgerOf({ id: 'a' }, { id: 'b' })
  ledger.close(life({ id: 'b' }))
  assert.deepEqual(ledger.missing, ['a'])
})

const wrong: Readonly<
  Record<string, readonly [ledger: Ledger, lives: ReadonlyArray<Parameters<Ledger['close']>[0]>, fault: RegExp]>
> = {
  'an unknown job': [ledgerOf(), [life({ id: 'x' })], /x began, which nobody pushed/],
  'a job that was done': [
    ledgerOf({ id: 'a' }),
    [{ ...life({ id: 'a' }), log: [done('a')] }, life({ id: 'a' })],
    /later life than the one in which it was done/,
  ],
  'a job as it was before it was put back': [
    ledgerOf({ id: 'a' }),
    [life({ id: 'a' }, { id: 'a', attempts: 1 }), life({ id: 'a' })],
    /as it was before it was put back/,
  ],
  'a job twice in one life': [ledgerOf({ id: 'a' }), [life({ id: 'a' }, { id: 'a' })], /twice in one life/],
  'a delayed job at once': [
    ledgerOf({ id: 'a', delayed: true }),
    [life({ id: 'a', atMs: 1100 })],
    /a began 400 ms too early/,
  ],
  'jobs out of order': [
    ledgerOf({ id: 'a' }, { id: 'b' }),
    [life({ id: 'b' }, { id: 'a' })],
    /a began after one that was pushed later/,
  ],
  'a lesser priority first': [
    ledgerOf({ id: 'a', priority: 1 }, { id: 'b', priority: 5 }),
    [{ ...life({ id: 'b' }, { id: 'a' }), quiet: true }],
    /a of priority 1 began after a lesser one/,
  ],
}

for (const [what, [ledger, lives, fault]] of Object.entries(wrong)) {
  test(`Ledger finds ${what}`, () => {
    for (const one of lives) ledger.close(one)
    assert.match(ledger.faults.join('\n'), fault)
  })
}
