// Workers that do not start: each failure names its cause and its setting, ends the server with code 1 and leaves nothing behind.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { failedStart } from '../support/failed-start.ts'
import { fixture } from '../support/php-worker.ts'
import { type Config, TestServer } from '../support/test-server.ts'
import { until } from '../support/wait.ts'

interface FailingStart {
  readonly name: string
  readonly command?: readonly string[] | string
  readonly pool?: Config
  /** After `static_pool_allocate_workers: WorkerAllocate:`, as RoadRunner says it. */
  readonly text: string
  /** What we say beside it: the cause, and the setting. */
  readonly hint: RegExp
}

/** Errors go where they should go whatever php.ini says. */
const php = ['php', '-d', 'display_errors=stderr', '-d', 'log_errors=0']
const stdoutText =
  '\n\tgoridge_frame_receive: validation failed on the message sent to STDOUT, see: https://docs.roadrunner.dev/error-codes/stdout-crc, invalid message: '
const timeoutText =
  ' failed to spawn a worker, possible reasons: https://docs.roadrunner.dev/error-codes/allocate-timeout'

const starts: readonly FailingStart[] = [
  {
    // spec 01 #45
    name: 'a script that prints before the handshake',
    command: [...php, fixture('boot/garbage')],
    text: `${stdoutText}warning: some weird php error, THIS IS PHP, I AM THE KING :) `,
    hint: /printed to standard output.* \(server\.command\)/,
  },
  {
    // spec 09 #20
    name: 'a blank line before the opening tag',
    command: [...php, fixture('boot/blank-line')],
    text: `${stdoutText}\n`,
    hint: /printed to standard output.* \(server\.command\)/,
  },
  {
    // spec 01 #38
    name: 'a script that throws',
    command: [...php, fixture('boot/throws')],
    text: ' EOF\n',
    hint: /ended with exit code 255 before it said hello.* \(server\.command\)/,
  },
  {
    // spec 01 #38
    name: 'a script with a syntax error',
    command: [...php, fixture('boot/syntax-error')],
    text: ' EOF\n',
    hint: /ended with exit code 25[45] before it said hello.* \(server\.command\)/,
  },
  {
    // spec 01 #38, #17
    name: 'a script that is not there',
    command: 'php no-such-worker.php',
    text: '\n\tgoridge_frame_receive: FileNotFound: Could not open input file: no-such-worker.php\n',
    hint: /there is no script \\"no-such-worker\.php\\" in \/\S+ \(server\.command\)/,
  },
  {
    // spec 01 #51
    name: 'an empty script',
    command: ['php', ''],
    text: '\n\tgoridge_frame_receive: FileNotFound: Could not open input file:',
    hint: /there is no script \\"\\" in \/\S+ \(server\.command\)/,
  },
  {
    // spec 01 #51
    name: 'an unknown program',
    command: 'phg worker.php',
    text: ' exec: "phg": executable file not found in $PATH\n',
    hint: /\\"phg worker\.php\\".* not found in \$PATH \(server\.command\)/,
  },
  {
    // spec 01 #51
    name: 'a path with no program',
    command: '/no/such/php worker.php',
    text: ' fork/exec /no/such/php: no such file or directory\n',
    hint: /no such file or directory \(server\.command\)/,
  },
  {
    name: 'a script that may not be executed',
    command: fixture('hello'),
    text: ` fork/exec ${fixture('hello')}: permission denied\n`,
    hint: /permission denied \(server\.command\)/,
  },
  {
    // spec 03 #33
    name: 'a program that is no worker',
    command: 'true',
    text: ' EOF\n',
    hint: /ended with exit code 0 before it said hello.* \(server\.command\)/,
  },
  {
    // spec 01 §4.2, §18 D4
    name: 'a script that never says hello',
    command: [...php, fixture('boot/silent')],
    pool: { allocate_timeout: '300ms' },
    text: `${timeoutText}\n`,
    hint: /did not say hello in time.* \(server\.command, http\.pool\.allocate_timeout = 300ms\)/,
  },
  {
    name: 'a script that boots longer than allowed, named by the pool',
    pool: { allocate_timeout: '150ms', command: ['php', fixture('boot/slow')] },
    text: `${timeoutText}\n`,
    hint: /did not say hello in time.* \(http\.pool\.command, http\.pool\.allocate_timeout = 150ms\)/,
  },
  {
    // spec 01 #50
    name: 'a timeout of a nanosecond',
    pool: { allocate_timeout: 1 },
    text: `${timeoutText}\n`,
    hint: /\(server\.command, http\.pool\.allocate_timeout = 1ns\)/,
  },
]

describe('a server whose workers do not start', { concurrency: 4 }, () => {
  for (const { name, command, pool = {}, text, hint } of starts) {
    it(`ends because of ${name}`, async () => {
      const stderr = await failedStart({
        config: { ...(command === undefined ? {} : { server: { command } }), http: { pool } },
      })
      const whole = `handle_serve_command: Function call error:\n\tserve error from the plugin *http.Plugin stopping execution, error: static_pool_allocate_workers: WorkerAllocate:${text}`
      assert.ok(stderr.includes(whole), stderr)
      const hints = stderr.split('\n').filter((line) => line.includes('"code":"RR_WORKER_START_FAILED"'))
      assert.equal(hints.length, 1, stderr)
      assert.match(hints[0] ?? '', hint)
    })
  }

  // spec 01 #48, §7; 03 #15
  it('refuses more than 500 workers', async () => {
    const stderr = await failedStart({ config: { http: { pool: { num_workers: 501 } } } })
    assert.match(stderr, /error: number of workers can't be more than 500\n/)
  })

  // spec 01 §4.2
  it('stops the workers that came up when one of them did not', async () => {
    const config = { server: { command: ['php', fixture('boot/one-fails')] }, http: { pool: { num_workers: 4 } } }
    const stderr = await failedStart({ config })
    assert.match(stderr, /WorkerAllocate: EOF\n/)
  })

  // spec 01 §15.1, D19
  it('shows the last words of a script that throws', async () => {
    const stderr = await failedStart({ config: { server: { command: [...php, fixture('boot/throws')] } } })
    assert.match(stderr, /"level":"info",[^\n]*"logger":"server",[^\n]*no database at boot/)
  })
})

describe('a start', { concurrency: 2 }, () => {
  // spec 01 #39
  it('waits for a script that boots slowly', async () => {
    const server = new TestServer({ config: { server: { command: ['php', fixture('boot/slow')] } } })
    await server.start()
    assert.equal((await server.get('/')).text, 'Hello, world!')
    await server.stop()
  })

  it('that is interrupted leaves no worker behind', async () => {
    const config = { endure: { grace_period: '300ms' }, server: { command: ['php', fixture('boot/silent')] } }
    const server = new TestServer({ config: { ...config, http: { pool: { num_workers: 3 } } } })
    const exit = (await server.launch()).promise
    await until('the workers', () => server.processes().length > 3)
    server.signal('SIGTERM')
    await server.exited()
    await server.assertNothingLeft()
    assert.notEqual((await exit).signal, 'SIGKILL')
    server.dispose()
  })
})
