// Limits on workers, with real PHP: age, idleness, memory, time of a request. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { describe, it, type TestContext } from 'node:test'
import { fixture } from '../support/php-worker.ts'
import { listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import type { Config, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'

function limited(context: TestContext, supervisor: Config, pool: Config = {}): Promise<TestServer> {
  return startServer(context, { config: { http: { pool: { ...pool, supervisor } } } })
}

async function ask(server: TestServer, path: string): Promise<string> {
  const answer = await server.get(path)
  assert.equal(answer.status, 200, `${path}: ${answer.text}`)
  return answer.text
}

async function untilReplaced(server: TestServer, old: string): Promise<void> {
  const workers = await untilWorkers(
    server,
    `one ready worker other than ${old}`,
    ([worker, ...more]) => worker?.statusStr === 'ready' && String(worker.pid) !== old && more.length === 0,
  )
  assert.equal(workers[0]?.status, 1)
}

describe('the supervisor', { concurrency: 4 }, () => {
  describe('ttl', { concurrency: 2 }, () => {
    // spec 01 #76, #77
    it('lets a running request end, then replaces its worker, again and again', async (context) => {
      const server = await limited(context, { ttl: '1s', watch_tick: '100ms' })
      for (let round = 0; round < 2; round++) {
        const pid = await ask(server, '/sleep?ms=1500')
        const record = await server.log.find(({ msg, pid: old }) => msg === 'ttl' && String(old) === pid)
        assert.deepEqual(
          [record.level, record['reason'], record['internal_event_name']],
          ['debug', 'ttl is reached', 'EventTTL'],
        )
        await untilReplaced(server, pid)
      }
    })

    // spec 01 §11: an idle worker goes in the same tick
    it('replaces an idle worker that has never served', async (context) => {
      const server = await limited(context, { ttl: '600ms', watch_tick: '100ms' })
      const [first] = await listWorkers(server)
      await untilReplaced(server, String(first?.pid))
    })

    // spec 01 #81, #59; design D5: the old one goes when the new one is up
    it('goes on with the old worker while new ones fail', async (context) => {
      const server = await startServer(context, {
        config: {
          server: { command: ['php', fixture('boot/flaky')] },
          http: { pool: { allocate_timeout: '20s', supervisor: { ttl: '500ms', watch_tick: '100ms' } } },
        },
      })
      writeFileSync(server.path('broken'), '')
      const { pid } = await server.log.find(({ msg }) => msg.startsWith('worker goes on although'))
      assert.equal(await ask(server, '/pid'), String(pid))
      rmSync(server.path('broken'))
      await untilReplaced(server, String(pid))
      assert.notEqual(await ask(server, '/pid'), String(pid))
    })
  })

  describe('idle_ttl', { concurrency: 2 }, () => {
    // spec 01 #78
    it('replaces a worker that has served, and no other', async (context) => {
      const server = await limited(context, { idle_ttl: '1s', watch_tick: '100ms' }, { num_workers: 2 })
      const before = (await listWorkers(server)).map(({ pid }) => String(pid))
      const used = await ask(server, '/pid')
      const record = await server.log.find('idle_ttl')
      assert.deepEqual([record['reason'], record['internal_event_name']], ['idle ttl is reached', 'EventTTL'])
      assert.equal(String(record['pid']), used)
      const after = await untilWorkers(
        server,
        `${used} to be replaced`,
        (workers) =>
          workers.length === 2 && workers.every(({ pid, statusStr }) => statusStr === 'ready' && String(pid) !== used),
      )
      const unused = before.filter((pid) => pid !== used)
      assert.ok(after.some(({ pid }) => unused.includes(String(pid))))
    })

    // spec 01 §11, D9
    it('counts from the end of a request that is longer', async (context) => {
      const server = await limited(context, { idle_ttl: '2s', watch_tick: '50ms' })
      const pid = await ask(server, '/sleep?ms=2300')
      assert.equal(await ask(server, '/pid'), pid)
    })
  })

  describe('max_worker_memory', { concurrency: 2 }, () => {
    // spec 01 #73, #74
    it('lets each request end and replaces the worker that leaks', async (context) => {
      const server = await limited(context, { max_worker_memory: 100, watch_tick: '100ms' })
      const pids = new Set<string>()
      for (let count = 0; count < 20 && pids.size < 2; count++) pids.add(await ask(server, '/leak?mb=20'))
      assert.equal(pids.size, 2)
      const record = await server.log.find('memory_limit')
      assert.deepEqual([record['reason'], record['internal_event_name']], ['max memory is reached', 'EventMaxMemory'])
    })

    // spec 01 #80, #74, #77
    it('answers a running request although the limit is passed, exec_ttl or not', async (context) => {
      const server = await limited(context, { max_worker_memory: 1, exec_ttl: '90s', watch_tick: '100ms' })
      const answers = ['/sleep?ms=800', '/sleep?ms=10', '/echo?hello=alive'].map((path) => server.get(path))
      assert.deepEqual(
        (await Promise.all(answers)).map(({ status }) => status),
        [200, 200, 201],
      )
    })
  })

  describe('exec_ttl', { concurrency: 2 }, () => {
    // spec 01 #75, #79
    it('ends a request that takes too long, names the limit, and harms no other', async (context) => {
      const server = await limited(context, { exec_ttl: '600ms' }, { num_workers: 2 })
      const [slow, quick] = await Promise.all([server.get('/sleep?ms=20000'), server.get('/sleep?ms=50')])
      assert.deepEqual([slow.status, quick.status], [500, 200])
      const record = await server.log.find('worker stopped, and will be restarted')
      assert.deepEqual(
        [record.level, record['reason'], record['internal_event_name']],
        ['warn', 'execTTL timeout elapsed', 'EventExecTTL'],
      )
      const killed = record['pid']
      await untilWorkers(
        server,
        'two ready workers',
        (workers) =>
          workers.length === 2 && workers.every(({ pid, statusStr }) => statusStr === 'ready' && pid !== killed),
      )
    })

    // spec 01 #75
    it('leaves a request alone that is within it, and its worker', async (context) => {
      const server = await limited(context, { exec_ttl: '10s' })
      const pid = await ask(server, '/sleep?ms=300')
      assert.equal(await ask(server, '/pid'), pid)
    })

    // spec 01 #82
    it('works in debug mode, which answers one request after the other', async (context) => {
      const server = await limited(context, { exec_ttl: '5s', ttl: '1s', watch_tick: '100ms' }, { debug: true })
      for (let count = 0; count < 10; count++) await ask(server, '/pid')
    })
  })
})
