// server.on_init: what runs before the first worker. Cases: spec 01 §6.3, #99, #100.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { failedStart } from '../support/failed-start.ts'
import { type Config, root, TestServer } from '../support/test-server.ts'
import { until } from '../support/wait.ts'

/** A server that came up and was stopped, its files still there. */
async function served(context: TestContext, on_init: Config, config: Config = {}, init = ''): Promise<TestServer> {
  const server = new TestServer({ config: { ...config, server: { on_init } } })
  context.after(() => server.dispose())
  writeFileSync(server.path('init.sh'), init)
  await server.start()
  assert.equal((await server.get('/pid')).status, 200)
  server.signal('SIGTERM')
  assert.equal((await server.exited()).code, 0)
  await server.assertNothingLeft()
  return server
}

describe('on_init', { concurrency: 4 }, () => {
  // spec 01 #100
  it('runs before the workers, with its environment; its output is in the log', async (context) => {
    const init = 'echo "said $GREETING"; echo "complained" >&2; sleep 0.2; date +%s%N > done\n'
    const env = { greeting: 'hello ${COURSER_NOTHING}you' }
    const server = await served(context, { command: 'sh init.sh', env, exit_on_error: true }, {}, init)
    for (const message of ['said hello you\n', 'complained\n']) {
      const record = await server.log.find(message)
      assert.deepEqual([record.level, record.logger], ['info', 'server'])
    }
    const firstWorker = await server.log.find('worker is allocated')
    assert.ok(BigInt(readFileSync(server.path('done'), 'utf8').trim()) < BigInt(String(firstWorker['ts'])))
  })

  // spec 01 #100
  it('may end at once', (context) => served(context, { command: 'true', exit_on_error: true }).then(() => {}))

  // spec 01 #100
  it('that takes too long is killed; the server goes on', async (context) => {
    const server = await served(context, { command: 'sleep 60', exec_timeout: 1 })
    assert.equal((await server.log.find('on_init took longer than its exec_timeout and was killed')).level, 'warn')
  })

  // spec 01 #100
  it('that takes too long ends the server when it should', async () => {
    const on_init = { command: 'sleep 60', exec_timeout: '100ms', exit_on_error: true }
    const stderr = await failedStart({ config: { server: { on_init } } })
    assert.match(stderr, /\*server\.Plugin.*startup process has been killed by timeout\n/)
  })

  // spec 01 §6.3
  it('that fails is logged; the server goes on', async (context) => {
    const server = await served(context, { command: 'sh init.sh' }, {}, 'exit 3\n')
    for (const message of ['process wait', 'on_init was finished with errors']) {
      const record = await server.log.find(message)
      assert.deepEqual([record.level, record['error']], ['error', 'exit status 3'])
    }
  })

  // spec 01 #99, #100
  for (const [name, on_init, text] of [
    ['fails', { command: 'false' }, /\*server\.Plugin.*exit status 1\n/],
    [
      'is not there',
      { command: 'no-such-program' },
      /exec: "no-such-program": executable file not found in \$PATH \(server\.on_init\.command\)\n/,
    ],
    ['is empty', { command: '' }, /server_plugin_init: on_init command should not be empty\n/],
    [
      'has an unknown user',
      { command: 'true', user: 'no-such-user' },
      /on_init: unknown user no-such-user \(server\.on_init\.user\)\n/,
    ],
  ] as const) {
    it(`that ${name} ends the server with exit_on_error`, async () => {
      const stderr = await failedStart({ config: { server: { on_init: { ...on_init, exit_on_error: true } } } })
      assert.match(stderr, text)
    })
  }

  // spec 01 D15
  it('runs as its user', { skip: process.getuid?.() !== 0 && 'needs root' }, async (context) => {
    const command = ['id', '-un']
    const server = await served(context, { command, user: 'nobody', exit_on_error: true })
    await server.log.find('nobody\n')
  })

  it('may leave a program running, and is not waited for because of it', async (context) => {
    const init = 'sleep 60 & echo $! > helper\n'
    const server = new TestServer({ config: { server: { on_init: { command: 'sh init.sh', exit_on_error: true } } } })
    context.after(() => server.dispose())
    writeFileSync(server.path('init.sh'), init)
    await server.start()
    const helper = Number(readFileSync(server.path('helper'), 'utf8'))
    assert.equal((await server.get('/pid')).status, 200)
    process.kill(helper, 'SIGKILL')
    server.signal('SIGTERM')
    assert.equal((await server.exited()).code, 0)
    await server.assertNothingLeft()
  })

  it('is ended with the server', async (context) => {
    const config = { endure: { grace_period: '300ms' }, server: { on_init: { command: 'sh init.sh' } } }
    const server = new TestServer({ config })
    context.after(() => server.dispose())
    writeFileSync(server.path('init.sh'), 'touch began; exec sleep 60\n')
    await server.launch()
    await until('on_init to begin', () => existsSync(server.path('began')), 15_000)
    server.signal('SIGTERM')
    await server.exited()
    await server.assertNothingLeft()
  })

  // spec 01 §6.3: RPC is up by then
  it('reaches the server by RPC', async (context) => {
    const call = `php ${join(root, 'test/php/rpc.php')} unix://rpc.sock rpc.Version true\n`
    const server = await served(context, { command: 'sh init.sh', exit_on_error: true }, {}, call)
    await server.log.find((record) => record.msg.startsWith('0x08 "\\"2025.1.'))
  })
})
