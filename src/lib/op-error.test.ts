import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorText, OpError } from './op-error.ts'

const leaf = new Error('EOF')

/** spec 02 §2.11, 01 §9.1 */
const cases: readonly (readonly [error: OpError, text: string])[] = [
  [new OpError('a', undefined), 'a'],
  [new OpError('a', undefined, leaf), 'a: EOF'],
  [new OpError('a', 'Network', leaf), 'a: Network: EOF'],
  [new OpError('a', 'Network'), 'a: Network'],
  [new OpError('', 'Network', leaf), 'Network: EOF'],
  [new OpError('', undefined, leaf), 'EOF'],
  [new OpError('a', 'Network', 'text'), 'a: Network: text'],
  [
    new OpError('rpc_plugin_init', undefined, new Error('invalid socket DSN (tcp://:6001, unix://file.sock)')),
    'rpc_plugin_init: invalid socket DSN (tcp://:6001, unix://file.sock)',
  ],
  [
    new OpError('handle_serve_command', undefined, new OpError('rpc_plugin_init', undefined, leaf)),
    'handle_serve_command:\n\trpc_plugin_init: EOF',
  ],
  [
    new OpError('', 'FunctionCall', new OpError('', undefined, new Error('serve error'))),
    'Function call error:\n\tserve error',
  ],
  [
    new OpError('worker_exec_with_timeout', 'ExecTTL', new Error('context deadline exceeded')),
    'worker_exec_with_timeout: ExecTTL: context deadline exceeded',
  ],
  [
    new OpError('sync_worker_receive_frame', 'SoftJob', new Error('php says')),
    'sync_worker_receive_frame: SoftJobError: php says',
  ],
  [
    new OpError(
      'sync_worker_send_frame',
      'Network',
      new OpError('pipes frame send', undefined, new Error('write |1: broken pipe')),
    ),
    'sync_worker_send_frame: Network:\n\tpipes frame send: write |1: broken pipe',
  ],
  // Equal kinds are said once.
  [new OpError('a', 'Network', new OpError('b', 'Network', leaf)), 'a: Network:\n\tb: EOF'],
  [new OpError('a', 'Network', new OpError('b', 'Timeout', leaf)), 'a: Network:\n\tb: Timeout: EOF'],
  // A kind moves to the outermost that has none.
  [new OpError('a', undefined, new OpError('b', 'Network', leaf)), 'a: Network:\n\tb: EOF'],
  [
    new OpError('a', undefined, new OpError('b', undefined, new OpError('c', 'Timeout', leaf))),
    'a: Timeout:\n\tb:\n\tc: EOF',
  ],
]

for (const [error, text] of cases) {
  test(`OpError reads ${JSON.stringify(text)}`, () => {
    assert.equal(error.message, text)
    assert.equal(String(error), `OpError: ${text}`)
  })
}

test('is() finds a kind at any depth', () => {
  const error = new OpError('a', 'Network', new OpError('b', undefined, new OpError('c', 'Timeout')))
  assert.equal(error.is('Network'), true)
  assert.equal(error.is('Timeout'), true)
  assert.equal(error.is('Stop'), false)
})

test('errorText() gives the text of anything thrown', () => {
  assert.equal(errorText(leaf), 'EOF')
  assert.equal(errorText('text'), 'text')
  assert.equal(errorText(undefined), 'undefined')
})
