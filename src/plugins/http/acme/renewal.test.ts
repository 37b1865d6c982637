import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../../test/support/wait.ts'
import { type LoggedRecord, recordingLogger } from '../testing/plane.ts'
import type { StoredCertificate } from './acme-files.ts'
import { Renewal } from './renewal.ts'

const dayMs = 86_400_000

function certificate(serial: string, fromMs: number, toMs: number): StoredCertificate {
  return { serial, validFrom: new Date(Date.now() + fromMs), validTo: new Date(Date.now() + toMs) }
}

test('an authority that fails is asked again, and the certificate is shown once it comes', async () => {
  const records: LoggedRecord[] = []
  let stored: StoredCertificate | undefined
  let orders = 0
  let shown = 0
  const renewal = new Renewal({
    stored: () => Promise.resolve(stored),
    order: () => {
      if (++orders < 3) return Promise.reject(new Error('connect ECONNREFUSED'))
      stored = certificate('1', 0, 90 * dayMs)
      return Promise.resolve()
    },
    show: () => Promise.resolve(void shown++),
    log: recordingLogger(records),
    retryMs: 1,
  })
  await renewal.start()
  await until('the certificate to be shown', () => shown > 0)
  renewal.stop()
  assert.equal(orders, 3)
  const failures = records.filter(({ level }) => level === 'error')
  assert.deepEqual(
    failures.map(({ fields }) => [fields['error'], fields['retry_in_seconds']]),
    [
      ['connect ECONNREFUSED', 0.001],
      ['connect ECONNREFUSED', 0.002],
    ],
  )
  assert.ok(failures.every(({ message }) => message === 'certificate was not issued, there is none'))
})

test('a certificate is renewed when less than a third of its time is left; one that fails leaves it', async () => {
  const records: LoggedRecord[] = []
  let orders = 0
  const renewal = new Renewal({
    stored: () => Promise.resolve(certificate('1', -61 * dayMs, 29 * dayMs)),
    order: () => Promise.reject(new Error(`no ${++orders}`)),
    show: () => Promise.reject(new Error('there is nothing new to show')),
    log: recordingLogger(records),
    retryMs: dayMs,
  })
  await renewal.start()
  const failure = await until('the failure', () => records.find(({ level }) => level === 'error'))
  renewal.stop()
  assert.match(failure.message, /^certificate was not issued, the one before ends at \d/)
  assert.equal(failure.fields['retry_in_seconds'], 6 * 3600)
})

test('what another server on the same folder has fetched is shown, not fetched again', async () => {
  const old = certificate('1', -61 * dayMs, 29 * dayMs)
  const answers = [old, certificate('2', 0, 90 * dayMs)]
  let shown = 0
  const renewal = new Renewal({
    stored: () => Promise.resolve(answers.shift()),
    order: () => Promise.reject(new Error('there is one')),
    show: () => Promise.resolve(void shown++),
    log: recordingLogger([]),
  })
  await renewal.start()
  await until('the other certificate to be shown', () => shown === 1)
  renewal.stop()
})
