// Change without loss: resets by generations, broken deploys, limits that boot the successor first. Design D5; spec 01 §13.3.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { describe, type TestContext, test } from 'node:test'
import { startLoad } from '../support/load.ts'
import { callRpc, listWorkers } from '../support/pool-rpc.ts'
import { type Config, root, TestServer } from '../support/test-server.ts'
import { until } from '../support/wait.ts'

/** The worker script of these tests stands in the server's folder, so that a test can deploy another. */
function deploy(server: TestServer, code: string): void {
  writeFileSync(server.path('worker.php'), `<?php ${code}`)
}

const good = `require '${root}test/php/app.php';`

/** A server over that script, ended with its test, with the assertion that nothing is left behind. */
async function deployed(context: TestContext, pool: Config, more: Config = {}): Promise<TestServer> {
  const command = ['php', '{folder}/worker.php']
  const server = new TestServer({ config: { server: { command }, http: { pool }, ...more } })
  context.after(async () => {
    if (server.running) await server.stop()
    else server.dispose()
  })
  deploy(server, good)
  return await server.start()
}

const pid = async (server: TestServer): Promise<string> => (await server.get('/pid')).text

describe('new code that does not come up', () => {
  const cases = [
    // PHP's own words, from its standard error or from its standard output
    {
      name: 'throws',
      code: `throw new RuntimeException('no database at boot');`,
      exit: 2,
      says: /no database at boot/,
    },
    {
      name: 'prints garbage',
      code: `echo 'Deprecated: something'; ${good}`,
      exit: 2,
      says: /invalid message: Deprecated: something/,
    },
    {
      name: 'ends at once',
      code: `fwrite(STDERR, 'giving up'); exit(1);`,
      exit: 2,
      says: /WorkerAllocate: EOF; the old ones go on serving\ngiving up/,
    },
    { name: 'is slow', code: 'sleep(60);', exit: 3, says: /RR_POOL_RESET_TIMED_OUT: .* not up within 6s/ },
  ]
  for (const { name, code, exit, says } of cases) {
    test(`${name}: rolled back, the old workers serve on`, async (context) => {
      // spec 09 #46
      const server = await deployed(context, { num_workers: 2, allocate_timeout: exit === 3 ? '6s' : '60s' })
      const before = new Set([await pid(server), await pid(server)])
      deploy(server, code)
      const checked = await server.rr('reset', '--check')
      assert.equal(checked.code, exit, checked.stderr)
      assert.match(checked.stderr, says)
      assert.match(checked.stderr, /^failed to reset plugin: \[http\]: resetter_rpc_reset: RR_POOL_RESET_/m)
      assert.ok(before.has(await pid(server)))
      assert.ok(before.has(await pid(server)))
      // spec 09 #46: without --check the code is 0 whatever happened
      assert.equal((await server.rr('reset', '-s')).code, 0)
      deploy(server, good)
      assert.equal((await server.rr('reset', '--check')).code, 0)
      assert.ok(!before.has(await pid(server)))
    })
  }

  test('is missing: rolled back, with the path', async (context) => {
    const server = await deployed(context, { num_workers: 1 })
    const before = await pid(server)
    renameSync(server.path('worker.php'), server.path('gone.php'))
    const { code, stderr } = await server.rr('reset', '--check')
    assert.equal(code, 2)
    assert.match(stderr, /Could not open input file: .*worker\.php/)
    assert.equal(await pid(server), before)
  })
})

describe('a reset', () => {
  test('under load fails no request, and no worker of before serves after it', async (context) => {
    // spec 01 #67
    const server = await deployed(context, { num_workers: 2 }, { logs: { level: 'error' } })
    const load = startLoad(server.port, { connections: 8, kind: 'keep-alive', path: '/pid' })
    for (let count = 0; count < 5; count++) {
      const answered = load.answered
      await until('some load', () => load.answered > answered + 50)
      const before = server.processes()
      assert.equal((await server.rr('reset', '--check')).code, 0)
      assert.ok(!before.includes(Number(await pid(server))))
    }
    load.stop()
    assert.deepEqual((await load.ended).failures, [])
  })

  test('with reset_batch replaces so many at a time, the next when there is room', async (context) => {
    const server = await deployed(context, { num_workers: 3, reset_batch: 1 })
    const mark = server.log.mark
    assert.equal((await server.rr('reset', '--check')).code, 0)
    const steps = server.log
      .since(mark)
      .filter(({ msg }) => msg === 'worker is allocated' || msg === 'worker stopped')
      .map(({ msg }) => msg.split(' ').at(-1))
    assert.deepEqual(steps, ['allocated', 'stopped', 'allocated', 'stopped', 'allocated', 'stopped'])
  })

  test('with reset_batch whose second wave fails keeps the new workers of the first and the old ones of the second', async (context) => {
    const server = await deployed(context, { num_workers: 3, reset_batch: 2 })
    const workers = async (): Promise<number[]> => (await listWorkers(server)).map(({ pid }) => pid)
    const before = await workers()
    const room = ['one', 'two'].map((name) => `@fopen('${server.path(name)}', 'x')`).join(' || ')
    deploy(server, `${room} || throw new Exception('no third'); ${good}`)
    const failed = await server.rr('reset', '--check')
    assert.equal(failed.code, 2, failed.stderr)
    assert.match(failed.stderr, /RR_POOL_RESET_FAILED: .*2 of 3 were replaced, the others go on\n.*no third/s)
    const between = await workers()
    assert.deepEqual([between.length, between.filter((one) => before.includes(one)).length], [3, 1])
    const served = new Set<number>()
    await until('an answer of each', async () => served.add(Number(await pid(server))).size === 3)
    assert.deepEqual(served, new Set(between))
    deploy(server, good)
    assert.equal((await server.rr('reset', '--check')).code, 0)
    const after = await workers()
    assert.deepEqual([after.length, after.filter((one) => between.includes(one))], [3, []])
  })

  test('with reset_batch that fails on the way keeps the number of workers, and says how far it came', async (context) => {
    const server = await deployed(context, { num_workers: 3, reset_batch: 2 })
    deploy(server, `if (@fopen('${server.path('third')}', 'x') === false) throw new Exception('no more'); ${good}`)
    writeFileSync(server.path('third'), '')
    const failed = await server.rr('reset', '--check')
    assert.equal(failed.code, 2)
    assert.match(failed.stderr, /the old ones go on serving/)
    assert.equal(JSON.parse((await server.rr('workers', '--json')).stdout).http.workers.length, 3)
  })

  test('during a reset is done once behind it, however often it is asked for', async (context) => {
    const server = await deployed(context, { num_workers: 1 })
    const { mark } = server.log
    const [began, gate] = [server.path('began'), server.path('gate')]
    deploy(server, `touch('${began}'); while (!file_exists('${gate}')) { usleep(5000); clearstatcache(); } ${good}`)
    const first = callRpc(server, 'resetter.Reset', 'http')
    await until('the new worker to boot', () => existsSync(began))
    const others = [1, 2, 3].map(() => callRpc(server, 'resetter.Reset', 'http'))
    await until('all to be asked for', () => server.log.all('reset signal was received', mark).length === 4)
    writeFileSync(gate, '')
    await Promise.all([first, ...others])
    assert.equal(
      server.log.all('worker is allocated', mark).length,
      2,
      'one generation for the first, one for all others',
    )
  })

  test('is broken off by SIGTERM: what runs is finished, nothing is left behind', async (context) => {
    const server = await deployed(context, { num_workers: 2 })
    const running = server.get('/sleep?ms=1000')
    deploy(server, 'sleep(60);')
    const mark = server.log.mark
    const reset = server.rr('reset', '--check')
    await server.log.find('reset signal was received', mark)
    server.signal('SIGTERM')
    const { code } = await server.exited()
    assert.equal(code, 0)
    assert.equal((await running).status, 200)
    assert.equal((await reset).code, 1)
    await server.assertNothingLeft()
  })

  test('is what SIGHUP does when endure.sighup says so', async (context) => {
    const server = await deployed(context, { num_workers: 1 }, { endure: { sighup: 'reset' } })
    const before = await pid(server)
    server.signal('SIGHUP')
    await server.log.find('plugin was successfully reset')
    assert.notEqual(await pid(server), before)
    deploy(server, `throw new Exception('broken');`)
    server.signal('SIGHUP')
    const failure = await server.log.find('failed to reset the plugin')
    assert.match(String(failure['error']), /broken/)
    assert.equal((await server.get('/pid')).status, 200)
  })
})

describe('a worker that reaches a limit', () => {
  test('goes when its successor is up', async (context) => {
    // spec 01 #76, #78
    const supervisor = { watch_tick: '100ms', ttl: '1s' }
    const server = await deployed(context, { num_workers: 1, supervisor })
    const old = Number(await pid(server))
    const mark = server.log.mark
    const stopping = await server.log.find(
      (record) => record.msg === 'sending stop request to the worker' && record['pid'] === old,
    )
    const records = server.log.since(mark)
    const up = records.findIndex(({ msg }) => msg === 'worker is allocated')
    assert.ok(up >= 0 && up < records.indexOf(stopping), 'the successor was up first')
  })

  test('goes on when its successor does not start, and is replaced when one does', async (context) => {
    // spec 01 #81
    const supervisor = { watch_tick: '100ms', ttl: '1s' }
    const server = await deployed(context, { num_workers: 1, supervisor })
    const old = await pid(server)
    deploy(server, 'exit(1);')
    await server.log.find('worker goes on although it should be replaced: its successor did not start')
    assert.equal(await pid(server), old)
    deploy(server, good)
    await until('another worker', async () => (await pid(server)) !== old)
  })

  test('max_jobs: never serves more, and their number stays', async (context) => {
    // spec 01 §10
    const server = await deployed(context, { num_workers: 2, max_jobs: 20 }, { logs: { level: 'error' } })
    const served = new Map<string, number>()
    for (let count = 0; count < 400; count++) {
      const answer = await server.get('/pid')
      assert.equal(answer.status, 200)
      served.set(answer.text, (served.get(answer.text) ?? 0) + 1)
    }
    assert.ok(Math.max(...served.values()) <= 22, JSON.stringify([...served.values()]))
    await until(
      'two workers',
      async () => JSON.parse((await server.rr('workers', '--json')).stdout).http.workers.length === 2,
    )
  })
})

describe('pool.warmup', () => {
  test('a worker takes requests once it has answered those, and is replaced by such workers only', async (context) => {
    const server = await deployed(context, { num_workers: 1, warmup: ['/log?log=warm&id=warm'] })
    assert.equal(readFileSync(server.path('warm'), 'utf8'), 'warm\n')
    const before = await pid(server)
    deploy(
      server,
      `if (PHP_SAPI === 'cli') { require '${root}test/php/bootstrap.php'; serve(fn ($http) => $http->respond(500, 'cold')); }`,
    )
    const failed = await server.rr('reset', '--check')
    assert.equal(failed.code, 2, failed.stderr)
    assert.match(
      failed.stderr,
      /Cannot warm up a worker: GET \/log\?log=warm&id=warm answered 500, wanted 2xx \(http\.pool\.warmup\)/,
    )
    assert.equal(await pid(server), before)
  })

  test('a worker that dies on the way does not start', async () => {
    const server = new TestServer({ config: { http: { pool: { warmup: ['/exit'] } } } })
    const { code, stderr } = await (await server.launch()).promise
    assert.equal(code, 1)
    assert.match(stderr, /WorkerAllocate/)
    await server.assertNothingLeft()
    server.dispose()
  })
})
