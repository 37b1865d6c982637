// http.threads: several threads on one address, one server for whoever looks at it; requests run where a worker is idle. Design D7.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it, test } from 'node:test'
import type { HttpAnswer } from '../support/http-client.ts'
import { startLoad } from '../support/load.ts'
import { callRpc, listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import { freePort, type TestServer } from '../support/test-server.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const many = Array.from({ length: 24 }, (_, index) => index)

/** Occupies a worker until `release` is called; resolves once PHP has the request. */
async function hold(server: TestServer): Promise<{ readonly answer: Promise<HttpAnswer>; release(): void }> {
  const file = server.path(`release-${crypto.randomUUID()}`)
  const { mark } = server.log
  const answer = server.get(`/hold?until=${encodeURIComponent(file)}`)
  await server.log.find(({ msg }) => msg === 'holding', mark)
  return { answer, release: () => writeFileSync(file, '') }
}

const metricsPort = await freePort()

describe('two threads with a worker each', () => {
  const server = useServer({
    config: {
      http: { threads: 2, middleware: ['request_id', 'http_metrics'], pool: { num_workers: 2 } },
      metrics: { address: `127.0.0.1:${metricsPort}` },
    },
  })

  it('are one pool for whoever lists, adds and removes workers', async () => {
    const before = await listWorkers(server)
    assert.equal(before.length, 2)
    await callRpc(server, 'informer.AddWorker', 'http')
    await callRpc(server, 'informer.AddWorker', 'http')
    assert.equal((await listWorkers(server)).length, 4)
    await callRpc(server, 'informer.RemoveWorker', 'http')
    await callRpc(server, 'informer.RemoveWorker', 'http')
    await untilWorkers(server, 'two workers', (workers) => workers.length === 2)
  })

  it('run middleware, and log through the one log of the server', async () => {
    const { mark } = server.log
    const answers = await Promise.all(many.map((index) => server.get(`/pid?n=${index}`)))
    for (const answer of answers) assert.match(answer.one('X-Request-Id') ?? '', /^[\w-]{16,}$/)
    await until('a record for each', () => {
      const urls = server.log.all('http log', mark).map(({ URI }) => URI)
      return many.every((index) => urls.includes(`/pid?n=${index}`))
    })
  })

  it('count together', async () => {
    const counted = async (): Promise<number> => {
      const page = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
      return Number(/^rr_http_request_total\{.*status="200".*\} (\d+)$/m.exec(page)?.[1] ?? 0)
    }
    const before = await counted()
    await Promise.all(many.map(() => server.get('/pid')))
    assert.equal(await until('the count', async () => (await counted()) === before + many.length), true)
  })

  it('are one pool in the metrics', async () => {
    const lines = async (): Promise<string[]> =>
      (await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()).split('\n')
    const removed = 'rr_http_workers_left_total{reason="removed"} 2'
    await until('both that were removed', async () => (await lines()).includes(removed))
    const page = await lines()
    assert.ok(page.includes('rr_http_workers_target 2'), page.join('\n'))
    assert.equal(page.filter((line) => line.startsWith('rr_http_queue_delay_seconds_count ')).length, 1)
  })

  it('lets no request wait while the worker of the other thread is idle', async () => {
    // Connections are spread over both threads by the kernel: half of these would wait behind the held request.
    const held = await hold(server)
    const answers = await Promise.all(many.map(() => server.get('/pid')))
    held.release()
    const busy = (await held.answer).text
    const others = new Set(answers.map(({ text }) => text))
    assert.deepEqual([others.size, others.has(busy)], [1, false])
  })

  it('lets requests that wait in both threads run on the worker that becomes idle', async () => {
    const held = [await hold(server), await hold(server)] as const
    const { mark } = server.log
    const waiting = Promise.all(many.map((index) => server.get(`/pid?wait=${index}`)))
    held[0].release()
    const first = (await held[0].answer).text
    const answers = await waiting
    assert.deepEqual(new Set(answers.map(({ text }) => text)), new Set([first]))
    held[1].release()
    assert.notEqual((await held[1].answer).text, first)
    assert.ok(server.log.all('http log', mark).length >= many.length)
  })

  it('brings large bodies and long streams over to the other thread and back', async () => {
    const held = await hold(server)
    const body = Buffer.alloc(3_000_000, 'x')
    const answers = await Promise.all(
      many.slice(0, 8).flatMap(() => [server.get('/stream-big?mb=6'), server.post('/body', body, 'text/plain')]),
    )
    held.release()
    await held.answer
    for (const [index, { body: bytes }] of answers.entries()) {
      if (index % 2 === 0) assert.equal(bytes.length, 6 * 1024 * 1024)
      else assert.ok(bytes.equals(body), `${bytes.length} bytes came back`)
    }
  })

  it('gives each client its own answer while workers are killed and replaced', async () => {
    let killing = true
    const kill = async (): Promise<void> => {
      while (killing) {
        const [worker] = (await listWorkers(server)).toSorted(() => Math.random() - 0.5)
        if (worker !== undefined) process.kill(worker.pid, 'SIGKILL')
        await callRpc(server, 'resetter.Reset', 'http').catch(() => {})
      }
    }
    const killer = kill()
    const ask = async (client: number): Promise<void> => {
      for (let round = 0; round < 30; round++) {
        const { status, text } = await server.get(`/echo?hello=c${client}r${round}`)
        if (status === 201) assert.equal(text, `C${client}R${round}`)
        else assert.equal(status, 500, 'what was begun on a killed worker fails, nothing else happens to it')
      }
    }
    await Promise.all(many.slice(0, 8).map(ask))
    killing = false
    await killer
    assert.equal((await server.get('/pid')).status, 200)
  })
})

test('a reset under load replaces the workers of all threads and loses nothing', async (context) => {
  const server = await startServer(context, { config: { http: { threads: 2, pool: { num_workers: 2 } } } })
  const before = await listWorkers(server)
  const load = startLoad(server.port, { connections: 6, kind: 'keep-alive', path: '/pid' })
  await until('some answers', () => load.answered > 50)
  for (let round = 0; round < 3; round++) await callRpc(server, 'resetter.Reset', 'http')
  const { answered } = load
  await until('answers of the new ones', () => load.answered > answered + 50)
  load.stop()
  const { failures } = await load.ended
  assert.deepEqual(failures, [])
  const pids = new Set(before.map(({ pid }) => pid))
  const after = await listWorkers(server)
  assert.deepEqual([after.length, after.filter(({ pid }) => pids.has(pid))], [2, []])
})

test('a stop under load lets both threads finish what they have', async (context) => {
  const server = await startServer(context, { config: { http: { threads: 2, pool: { num_workers: 4 } } } })
  const load = startLoad(server.port, { connections: 6, kind: 'keep-alive', path: '/sleep?ms=5' })
  await until('some answers', () => load.answered > 20)
  await server.stop()
  const { failures } = await load.ended
  assert.deepEqual(failures, [])
})
