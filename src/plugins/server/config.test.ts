import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { serverConfig } from './config.ts'

describe('serverConfig', () => {
  // spec 01 §6.1
  it('has defaults for all but the command', () => {
    assert.deepEqual(serverConfig.parse({ command: 'php worker.php' }), {
      command: ['php', 'worker.php'],
      user: '',
      group: '',
      env: {},
      relay: 'pipes',
    })
  })

  // spec 01 #97, §6.2
  it('splits a command as RoadRunner does', () => {
    for (const [command, words] of [
      ['php  worker.php', ['php', 'worker.php']],
      ['/usr/bin/php,/app/worker', ['/usr/bin/php', '/app/worker']],
      ['php worker.php --list=a,b', ['php worker.php --list=a', 'b']],
      [['php worker.php'], ['php', 'worker.php']],
      [
        ['/Application Support/php', 'a b'],
        ['/Application Support/php', 'a b'],
      ],
      ['', []],
      [null, []],
    ] as const) {
      assert.deepEqual(serverConfig.parse({ command }).command, words)
    }
  })

  // spec 01 #98
  it('takes env as a map or a list of maps, its values as texts', () => {
    assert.deepEqual(serverConfig.parse({ env: { a: 1, b: true, c: 'x' } }).env, { a: '1', b: '1', c: 'x' })
    assert.deepEqual(serverConfig.parse({ env: [{ a: '1' }, { b: '2' }] }).env, { a: '1', b: '2' })
  })

  // spec 01 §6.1, #102
  it('gives on_init a minute, counts a number as nanoseconds, and keeps relay_timeout without using it', () => {
    const { on_init } = serverConfig.parse({ on_init: { command: 'true' } })
    assert.deepEqual(on_init, { command: ['true'], exec_timeout: 60_000, env: {}, user: '', exit_on_error: false })
    assert.equal(serverConfig.parse({ on_init: { exec_timeout: 5_000_000 } }).on_init?.exec_timeout, 5)
    assert.equal(serverConfig.parse({ relay_timeout: '60s' }).relay_timeout, '60s')
  })
})
