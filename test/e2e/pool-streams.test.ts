// Answers in many pieces: order, signs of life, a client that goes away, limits, ends that are none. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it, type TestContext } from 'node:test'
import { listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import type { Config, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

function streaming(context: TestContext, pool: Config): Promise<TestServer> {
  return startServer(context, { config: { http: { pool } } })
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('')
}

/** Reads the head and some of an endless stream, then goes away. Returns the pid of its worker. */
async function leaveStream(server: TestServer, path: string): Promise<number> {
  const connection = await server.connect()
  connection.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
  const head = await connection.head()
  for (let count = 0; count < 3; count++) await connection.chunk()
  connection.close()
  return Number(head.one('x-pid'))
}

async function onlyWorker(server: TestServer): Promise<number | undefined> {
  return (await listWorkers(server))[0]?.pid
}

describe('streams', { concurrency: 4 }, () => {
  // spec 01 #92
  it('arrive whole and in order, PINGs answered, and their worker serves on', async (context) => {
    const server = await streaming(context, {})
    const pid = await onlyWorker(server)
    for (const count of [1, 5, 40]) {
      const answer = await server.get(`/stream?n=${count}&last=end`)
      assert.equal(answer.text, `${lines(count)}end`)
      assert.equal(answer.one('x-pid'), String(pid))
    }
    assert.equal((await server.get('/pid')).text, String(pid))
  })

  // spec 01 #93
  it('are stopped when the client goes away, and their worker serves on', async (context) => {
    const server = await streaming(context, {})
    const log = server.path('stopped')
    const pid = await leaveStream(server, `/stream-endless?log=${encodeURIComponent(log)}`)
    await until('PHP to see the end of its stream', () => existsSync(log))
    assert.match(readFileSync(log, 'utf8'), /StreamStopped\w* after line \d+$/)
    assert.equal((await server.get('/pid')).text, String(pid))
  })

  // spec 01 #93
  it('cost a worker its life that does not end them within stream_timeout', async (context) => {
    const server = await streaming(context, { stream_timeout: '300ms' })
    const pid = await leaveStream(server, `/stream-endless?log=${encodeURIComponent(server.path('stopped'))}&deaf=1`)
    const record = await server.log.find('stream cancel error')
    assert.deepEqual([record.level, record['pid']], ['warn', pid])
    assert.notEqual((await server.get('/pid')).text, String(pid))
    assert.equal((await listWorkers(server)).length, 1)
  })

  // spec 01 #94
  it('may last longer than exec_ttl, which holds for each piece', async (context) => {
    const server = await streaming(context, { supervisor: { exec_ttl: '3s' } })
    const pid = await onlyWorker(server)
    assert.equal((await server.get('/stream?n=6&ms=700')).text, lines(6))
    assert.equal(await onlyWorker(server), pid)
  })

  // spec 01 #94
  it('are cut off when a piece takes longer than exec_ttl', async (context) => {
    const server = await streaming(context, { supervisor: { exec_ttl: '3s' } })
    const pid = await onlyWorker(server)
    assert.equal((await server.get('/stream?n=3&ms=20000')).text, lines(1))
    assert.equal((await server.log.find('read stream')).level, 'error')
    await server.log.find('worker stopped, and will be restarted')
    assert.notEqual((await server.get('/pid')).text, String(pid))
  })

  for (const how of ['kill', 'exit', 'error', 'garbage']) {
    // spec 01 #95, §9.3 step 5; 03 §6.5: the client sees a complete answer
    it(`that break by ${how} deliver what came before, are logged, and cost the worker its life`, async (context) => {
      const server = await streaming(context, {})
      const pid = await onlyWorker(server)
      const answer = await server.get(`/stream-end?how=${how}`)
      assert.deepEqual([answer.status, answer.text], [200, lines(2)])
      assert.equal((await server.log.find('read stream')).level, 'error')
      assert.notEqual((await server.get('/pid')).text, String(pid))
    })
  }

  // spec 01 §9.3: an exception in the generator ends the stream as if it were complete; the worker is in order
  it('whose generator throws end, and keep their worker', async (context) => {
    const server = await streaming(context, {})
    const pid = await onlyWorker(server)
    assert.equal((await server.get('/stream-end?how=throw')).text, lines(2))
    assert.equal((await server.get('/pid')).text, String(pid))
  })

  // spec 01 #96
  it('are complete also when max_jobs is reached by them', async (context) => {
    const server = await streaming(context, { max_jobs: 1 })
    const pid = await onlyWorker(server)
    const answer = await server.get('/stream?n=30&ms=5')
    assert.deepEqual([answer.text, answer.one('x-pid')], [lines(30), String(pid)])
    await untilWorkers(server, 'a new worker', ([worker]) => worker?.statusStr === 'ready' && worker.pid !== pid)
  })

  // spec 09 #36
  it('do not hold a reset up for ever when one of them has no end', async (context) => {
    const server = await streaming(context, { reset_timeout: '500ms', stream_timeout: '300ms' })
    const pid = await leaveStream(server, `/stream-endless?log=${encodeURIComponent(server.path('stopped'))}&deaf=1`)
    assert.equal((await server.rr('reset', '-s', '--check')).code, 0)
    assert.notEqual((await server.get('/pid')).text, String(pid))
  })
})
