// http.threads: what is refused at start, and what becomes of the server when a thread, its workers or the whole process fail.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it, test } from 'node:test'
import { listWorkers } from '../support/pool-rpc.ts'
import { type Config, root, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'

describe('http.threads that contradicts the rest', () => {
  const cases: ReadonlyArray<readonly [string, Config, RegExp]> = [
    [
      'more threads than workers',
      { http: { threads: 3, pool: { num_workers: 2 } } },
      /Cannot start 3 I\/O threads: there are 2 workers, wanted one for each thread at least/,
    ],
    ['no number', { http: { threads: 'many' } }, /http\.threads is "many", wanted a number from 1 up, or auto/],
    ['none', { http: { threads: 0 } }, /http\.threads is "0", wanted a number from 1 up, or auto/],
    [
      'a socket file',
      { http: { threads: 2, address: 'unix://{folder}/http.sock', pool: { num_workers: 2 } } },
      /Cannot listen in 2 threads: the address is "unix:.*wanted host:port/,
    ],
    [
      'workers that speak over a socket',
      { server: { relay: 'unix://{folder}/relay.sock' }, http: { threads: 2, pool: { num_workers: 2 } } },
      /Cannot start workers from 2 threads: they speak over a socket, wanted pipes/,
    ],
  ]
  for (const [name, config, text] of cases) {
    it(`${name}: the start fails and says so`, async () => {
      const server = new TestServer({ config })
      await server.launch()
      const exit = await server.exited()
      assert.notEqual(exit.code, 0)
      assert.match(exit.stdout + exit.stderr, text)
      await server.assertNothingLeft()
      server.dispose()
    })
  }
})

test('new code that does not come up leaves the workers of all threads as they were', async (context) => {
  const server = new TestServer({
    config: { server: { command: ['php', '{folder}/worker.php'] }, http: { threads: 2, pool: { num_workers: 2 } } },
  })
  context.after(async () => {
    if (server.running) await server.stop()
    else server.dispose()
  })
  writeFileSync(server.path('worker.php'), `<?php require '${root}test/php/app.php';`)
  await server.start()
  const before = (await listWorkers(server)).map(({ pid }) => pid)
  writeFileSync(server.path('worker.php'), `<?php throw new RuntimeException('no database at boot');`)
  const checked = await server.rr('reset', '--check')
  assert.equal(checked.code, 2, checked.stderr)
  assert.match(checked.stderr, /no database at boot/)
  assert.deepEqual(
    (await listWorkers(server)).map(({ pid }) => pid),
    before,
  )
  assert.equal((await server.get('/pid')).status, 200)
})

test('a reset that only a later thread cannot do says how far it went', async (context) => {
  const server = new TestServer({
    config: { server: { command: ['php', '{folder}/worker.php'] }, http: { threads: 2, pool: { num_workers: 2 } } },
  })
  context.after(async () => {
    if (server.running) await server.stop()
    else server.dispose()
  })
  writeFileSync(server.path('worker.php'), `<?php require '${root}test/php/app.php';`)
  await server.start()
  const before = (await listWorkers(server)).map(({ pid }) => pid)
  // The first worker that starts with this code takes the file that it needs away from the next.
  writeFileSync(server.path('once'), '')
  writeFileSync(
    server.path('worker.php'),
    `<?php unlink('${server.path('once')}') || exit(1); require '${root}test/php/app.php';`,
  )
  const checked = await server.rr('reset', '--check')
  assert.equal(checked.code, 2, checked.stderr)
  assert.match(checked.stderr, /RR_HTTP_THREADS_RESET: .* 1 of 2 threads have new ones, .*RR_POOL_RESET_FAILED/)
  const after = (await listWorkers(server)).map(({ pid }) => pid)
  assert.deepEqual([after.length, after.filter((pid) => before.includes(pid)).length], [2, 1])
})

test('workers that do not start fail the start once, with the words of RoadRunner', async () => {
  const config = { server: { command: ['php', 'no-such-file.php'] }, http: { threads: 2, pool: { num_workers: 2 } } }
  const server = new TestServer({ config })
  await server.launch()
  const exit = await server.exited()
  assert.equal(exit.code, 1)
  assert.match(exit.stdout + exit.stderr, /static_pool_allocate_workers/)
  assert.equal(server.log.since(0).filter((record) => record['code'] === 'RR_WORKER_START_FAILED').length, 1)
  await server.assertNothingLeft()
  server.dispose()
})

test('a fault in a thread ends the server, which does not go on half alive', async () => {
  const server = new TestServer({
    config: {
      plugins: ['{folder}/faulty.ts'],
      http: { threads: 2, middleware: ['faulty'], pool: { num_workers: 2 } },
    },
  })
  writeFileSync(
    server.path('faulty.ts'),
    `import { defineMiddleware, section } from 'courser'
    import { threadId } from 'node:worker_threads'
    export const faulty = defineMiddleware({
      name: 'faulty',
      config: section({}),
      create: () => (next) => async (exchange) => {
        if (exchange.request.target === '/fault') setImmediate(() => { throw new Error('a fault in a callback') })
        await next(exchange)
        exchange.response.headers.set('X-Thread', [String(threadId)])
      },
    })`,
  )
  await server.start()
  const answers = await Promise.all(Array.from({ length: 24 }, () => server.get('/pid')))
  assert.equal(new Set(answers.map((answer) => answer.one('X-Thread'))).size, 2)
  void server.get('/fault').catch(() => {})
  const exit = await server.exited()
  assert.equal(exit.code, 1)
  assert.match(exit.stdout + exit.stderr, /Cannot go on without I\/O thread \d: it ended, a fault in a callback/)
  await server.assertNothingLeft()
  server.dispose()
})

test('SIGKILL of the server leaves no worker of any thread behind', async (context) => {
  const server = await startServer(context, { config: { http: { threads: 2, pool: { num_workers: 4 } } } })
  assert.equal((await listWorkers(server)).length, 4)
  server.signal('SIGKILL')
  await server.exited()
  await server.assertNothingLeft()
})
