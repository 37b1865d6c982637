// What loses its class between threads: errors and log fields.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RRError } from '../../../lib/errors.ts'
import { OpError } from '../../../lib/op-error.ts'
import { Duration, Instant } from '../../../lib/time.ts'
import { dataOfError, errorOfData } from './error-data.ts'
import { packFields, unpackFields } from './packed-fields.ts'

function sent(error: unknown): Error {
  return errorOfData(structuredClone(dataOfError(error)))
}

test('an error keeps its class, its kinds, its code and its text', () => {
  const failure = new OpError(
    'static_pool_exec',
    'NoFreeWorkers',
    new OpError('watcher', 'Timeout', new Error('deadline')),
  )
  const arrived = sent(failure)
  assert.ok(arrived instanceof OpError)
  assert.equal(arrived.message, failure.message)
  assert.ok(arrived.is('NoFreeWorkers') && arrived.is('Timeout'))

  const coded = new OpError(
    'reset',
    undefined,
    new RRError('RR_POOL_RESET_FAILED', ['EOF', 'the others go on', 'output']),
  )
  const { cause } = sent(coded) as { cause?: unknown }
  assert.ok(cause instanceof RRError)
  assert.deepEqual([cause.code, cause.message], ['RR_POOL_RESET_FAILED', (coded.cause as Error).message])

  const thrown = new RRError('RR_HTTP_MIDDLEWARE_FAILED', ['gzip', { toString: () => 'no level' }])
  assert.equal(sent(thrown).message, thrown.message)
  assert.equal(sent('a text').message, 'a text')
})

test('fields of a log record arrive as they were, errors as the text of their chain', () => {
  const fields = {
    text: 'a',
    none: undefined,
    start: new Instant(7n),
    elapsed: new Duration(5),
    list: [1, new Duration(2)],
    nested: { big: 3n, at: new Instant(9n) },
    bytes: new Uint8Array([1, 2]),
  }
  assert.deepEqual(unpackFields(structuredClone(packFields(fields))), fields)
  const { error } = unpackFields(
    structuredClone(packFields({ error: new Error('Cannot open', { cause: new OpError('a', 'Network', 'EOF') }) })),
  )
  assert.equal((error as Error).message, 'Cannot open: a: Network: EOF')
})
