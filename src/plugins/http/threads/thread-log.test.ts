import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Figures } from './figures.ts'
import type { LogRecord } from './messages.ts'
import { ThreadLog } from './thread-log.ts'

function open(): { readonly log: ThreadLog; readonly sent: (readonly LogRecord[])[]; readonly figures: Figures } {
  const figures = new Figures(Figures.memory(2))
  const sent: (readonly LogRecord[])[] = []
  const levels = { http: ['info', 'warn', 'error'] as const }
  return { log: new ThreadLog({ self: 1, levels, figures, send: (records) => sent.push(records) }), sent, figures }
}

test('ThreadLog sends the records of one turn together, in order, and none of a level that is not written', async () => {
  const { log, sent, figures } = open()
  const logger = log.logger('http')
  logger.info('one')
  logger.debug('not written')
  logger.warn('two', { code: 2 })
  assert.deepEqual([logger.enabled('debug'), logger.enabled('info')], [false, true])
  await nextTurn()
  const record = { channel: 'http' } as const
  assert.deepEqual(sent, [
    [
      { ...record, level: 'info', message: 'one', fields: undefined },
      { ...record, level: 'warn', message: 'two', fields: { code: 2 } },
    ],
  ])
  assert.equal(figures.get(1, 'records'), 2)
})

test('ThreadLog drops and counts what the main thread is too slow for', () => {
  const { log, sent, figures } = open()
  const logger = log.logger('http')
  figures.set(1, 'records', 50_000)
  logger.info('lost')
  logger.info('lost, too')
  figures.set(1, 'records', 0)
  logger.info('seen')
  log.flush()
  assert.deepEqual(
    sent.flat().map(({ message }) => message),
    ['2 records of an I/O thread were dropped, the main thread is too slow', 'seen'],
  )
})

test('ThreadLog says nothing while it is muted', () => {
  const { log, sent } = open()
  log.muted = true
  log.logger('http').error('said by the first thread')
  log.muted = false
  log.flush()
  assert.deepEqual(sent, [])
})
