import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobHeaders } from '../contract.ts'
import { policyConfig } from './config.ts'
import { type Failure, judge } from './verdict.ts'

/** Verdicts of a first failure, of each kind. */
function kinds(raw: object, headers: JobHeaders = {}): string[] {
  const failures: Failure[] = ['refused', 'failed', 'died', 'malformed']
  return failures.map((failure) => judge(failure, policyConfig.parse(raw), headers, 0).kind)
}

test('without a policy a failure is left as RoadRunner has it', () => {
  assert.deepEqual(kinds({}), ['leave', 'leave', 'leave', 'leave'])
})

test('retry brings a job back until its attempts are used up', () => {
  const raw = { retry: { attempts: 3 } }
  assert.deepEqual(kinds(raw), ['again', 'again', 'again', 'leave'])
  assert.deepEqual(kinds(raw, { 'rr-attempts': ['1'] }), ['again', 'again', 'again', 'leave'])
  assert.deepEqual(kinds(raw, { 'rr-attempts': ['2'] }), ['bury', 'bury', 'bury', 'leave'])
})

// spec 09 #44
test('dead_letter alone takes what has failed once, malformed answers too', () => {
  assert.deepEqual(kinds({ dead_letter: 'store' }), ['bury', 'bury', 'bury', 'bury'])
})

test('max_deaths counts workers, not failures', () => {
  const raw = { max_deaths: 2 }
  assert.deepEqual(kinds(raw), ['leave', 'leave', 'again', 'leave'])
  assert.deepEqual(kinds(raw, { 'rr-deaths': ['1'] }), ['leave', 'leave', 'bury', 'leave'])
  assert.deepEqual(kinds({ ...raw, dead_letter: 'store' }), ['bury', 'bury', 'again', 'bury'])
  assert.deepEqual(kinds({ ...raw, retry: { attempts: 9 } }, { 'rr-deaths': ['1'] }), [
    'again',
    'again',
    'bury',
    'leave',
  ])
})

test('counts travel with the other headers', () => {
  const policy = policyConfig.parse({ retry: { attempts: 5 } })
  const headers = { key: ['a'], 'rr-attempts': ['1'] }
  const verdict = judge('died', policy, headers, 0)
  assert.equal(verdict.kind, 'again')
  assert.deepEqual(verdict.kind === 'again' && verdict.headers, {
    key: ['a'],
    'rr-attempts': ['2'],
    'rr-deaths': ['1'],
  })
})

test('a count that is no number counts as none', () => {
  for (const value of ['many', '-1', '1e99', '0.5']) {
    assert.deepEqual(kinds({ retry: { attempts: 2 } }, { 'rr-attempts': [value] })[0], 'again')
  }
})

test('waits double up to their limit, in whole seconds, and chance shortens them', () => {
  const retry = { attempts: 99, backoff: '1500ms', max_backoff: '10s', jitter: 0.5 }
  const waits = (chance: number): number[] =>
    ['0', '1', '2', '3', '90'].map((attempts) => {
      const verdict = judge('failed', policyConfig.parse({ retry }), { 'rr-attempts': [attempts] }, chance)
      return verdict.kind === 'again' ? verdict.delaySeconds : Number.NaN
    })
  assert.deepEqual(waits(0), [2, 3, 6, 10, 10])
  assert.deepEqual(waits(1), [1, 2, 3, 5, 5])
})
