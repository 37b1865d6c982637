import assert from 'node:assert/strict'
import { test } from 'node:test'
import { driverOptions, pipelineName, pipelinePriority, textOption } from './pipeline-options.ts'

test('pipelineName() falls back to the queue', () => {
  // spec 04 #18
  assert.equal(pipelineName({ name: 'a', queue: 'b' }), 'a')
  assert.equal(pipelineName({ queue: 'b' }), 'b')
  assert.equal(pipelineName({}), '')
})

test('pipelinePriority() is 10 unless a number is given, at the top first', () => {
  // spec 04 #7, #17, #51
  const priorities: readonly (readonly [options: object, priority: number])[] = [
    [{}, 10],
    [{ priority: null }, 10],
    [{ priority: 'high' }, 10],
    [{ priority: ' ' }, 10],
    [{ priority: '3' }, 3],
    [{ priority: 3.9 }, 3],
    [{ priority: -1, config: { priority: 5 } }, -1],
    [{ config: { priority: '5' } }, 5],
    [{ config: 'no map' }, 10],
  ]
  for (const [options, priority] of priorities) {
    assert.equal(pipelinePriority(options as Record<string, unknown>), priority, JSON.stringify(options))
  }
})

test('driverOptions() lays the top over config, and leaves out what is ours', () => {
  // spec 04 #13
  const options = { name: 'n', driver: 'd', pool: 'p', prefetch: '1', config: { prefetch: 2, file: 'f' } }
  assert.deepEqual(driverOptions(options), { prefetch: '1', file: 'f' })
  assert.equal(textOption(options, 'file'), 'f')
  assert.equal(textOption({ file: 3 }, 'file'), '')
})
