// What workers are started with: command in all its forms, environment. Cases: spec 01 §4.3, §6.2, §19.
import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root, type ServerOptions, TestServer } from '../support/test-server.ts'

interface Started {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly argv: readonly string[]
}

const app = join(root, 'test/php/app.php')

/** What a worker sees of its own start. In the server's folder lie `worker.php`, and PHP behind a path with a blank. */
async function startedWith(options: ServerOptions): Promise<Started & { readonly server: TestServer }> {
  const server = new TestServer(options)
  writeFileSync(server.path('worker.php'), `<?php require ${JSON.stringify(app)};`)
  mkdirSync(server.path('Application Support'))
  symlinkSync('/usr/bin/php', server.path('Application Support/php'))
  await server.start()
  try {
    return { ...(JSON.parse((await server.get('/environment')).text) as Started), server }
  } finally {
    await server.stop()
  }
}

describe('the command of workers', { concurrency: 4 }, () => {
  for (const [form, command, argv] of [
    ['a text', 'php worker.php', ['worker.php']],
    ['a text with more blanks (D21)', 'php   worker.php  --one', ['worker.php', '--one']],
    ['a list of one', ['php worker.php --one'], ['worker.php', '--one']],
    ['a list, used as it is', ['php', 'worker.php', 'a b', ''], ['worker.php', 'a b', '']],
    ['a path with a blank', ['{folder}/Application Support/php', 'worker.php'], ['worker.php']],
    ['a text with commas (D22)', 'php,worker.php,--one two', ['worker.php', '--one two']],
  ] as const) {
    // spec 01 #97
    it(`may be ${form}`, async () => {
      const started = await startedWith({ config: { server: { command } } })
      assert.deepEqual(started.argv, argv)
      assert.equal(started.cwd, started.server.folder)
    })
  }

  // spec 01 #97, §6.2: as Octane gives it
  it('may be given on the command line, split at commas', async () => {
    const args = ['-o', `server.command=/usr/bin/php,${app}`]
    const started = await startedWith({ config: { server: { command: 'no-such-program' } }, args })
    assert.deepEqual(started.argv, [app])
  })

  // spec 01 §7
  it('may be the pool’s own', async () => {
    const pool = { command: 'php worker.php own' }
    const started = await startedWith({ config: { server: { command: 'no-such-program' }, http: { pool } } })
    assert.deepEqual(started.argv, ['worker.php', 'own'])
  })
})

describe('the environment of workers', { concurrency: 4 }, () => {
  // spec 01 #98, #33, §4.3
  it('has what the server has, what it says of itself, and server.env, expanded', async () => {
    const env = {
      lower: 'a',
      Mixed_Case: 2,
      FLAG: true,
      BRACED: 'x-${COURSER_TEST}-y',
      BARE: '$COURSER_TEST/z',
      UNSET: '[${COURSER_TEST_UNSET}]',
      RR_MODE: 'mine',
      RR_VERSION: '1',
      RR_RPC: 'tcp://mine:1',
    }
    const started = await startedWith({ config: { server: { env } }, env: { COURSER_TEST: 'inherited' } })
    assert.equal(started.env['COURSER_TEST'], 'inherited')
    assert.deepEqual(
      Object.keys(env).map((name) => [name, started.env[name.toUpperCase()]]),
      [
        ['lower', 'a'],
        ['Mixed_Case', '2'],
        ['FLAG', '1'],
        ['BRACED', 'x-inherited-y'],
        ['BARE', 'inherited/z'],
        ['UNSET', '[]'],
        ['RR_MODE', 'http'],
        ['RR_VERSION', started.env['RR_VERSION']],
        ['RR_RPC', 'tcp://mine:1'],
      ],
    )
    assert.match(started.env['RR_VERSION'] ?? '', /^2025\.1\.\d+$/)
    assert.equal(started.env['RR_RELAY'], 'pipes')
    assert.equal(started.env['COURSER_LAUNCHER'], undefined)
  })

  // spec 01 #98
  it('may be a list of maps', async () => {
    const started = await startedWith({
      config: { server: { env: [{ FIRST: '1' }, { SECOND: '2' }, { FIRST: '3' }] } },
    })
    assert.deepEqual([started.env['FIRST'], started.env['SECOND']], ['3', '2'])
  })

  // spec 01 §4.3: RR_RPC only where there is RPC
  it('names the RPC address when there is one, and only then', async () => {
    const [withRpc, without] = await Promise.all([startedWith({}), startedWith({ config: { rpc: null } })])
    assert.equal(withRpc.env['RR_RPC'], withRpc.server.rpcAddress)
    assert.equal(without.env['RR_RPC'], undefined)
  })
})
