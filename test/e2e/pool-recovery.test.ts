// Workers that die: what their request is told, and that the pool is whole again. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { encodeFrame } from '../../src/goridge/frame.ts'
import { fixture } from '../support/php-worker.ts'
import { listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import { startServer, useServer } from '../support/use-server.ts'

describe('a pool of two', () => {
  const server = useServer({ config: { http: { pool: { num_workers: 2 } } } })

  const untilWhole = (gone: readonly number[]): Promise<unknown> =>
    untilWorkers(
      server,
      `two ready workers other than ${gone.join()}`,
      (workers) =>
        workers.length === 2 && workers.every(({ pid, statusStr }) => statusStr === 'ready' && !gone.includes(pid)),
    )

  // spec 01 #39, #52
  it('keeps a worker whose application failed', async () => {
    const before = (await listWorkers(server)).map(({ pid }) => pid)
    for (let count = 0; count < 4; count++) assert.equal((await server.get('/error?text=no')).status, 500)
    const record = await server.log.find('soft worker error')
    assert.deepEqual([record.level, record['internal_event_name']], ['warn', 'EventWorkerSoftError'])
    assert.deepEqual(new Set((await listWorkers(server)).map(({ pid }) => pid)), new Set(before))
  })

  for (const [path, error] of [
    ['/fatal', 'sync_worker_receive_frame: Network: EOF'],
    ['/exit?code=3', 'sync_worker_receive_frame: Network: EOF'],
    ['/kill', 'sync_worker_receive_frame: Network: EOF'],
    [
      '/stdout',
      'sync_worker_receive_frame: Network:\n\tgoridge_frame_receive: validation failed on the message sent to STDOUT',
    ],
  ] as const) {
    // spec 01 #39, #53, #35
    it(`is whole again after ${path}, and no other request is harmed`, async () => {
      const mark = server.log.mark
      const [failed, other] = await Promise.all([server.get(path), server.get('/sleep?ms=100')])
      assert.deepEqual([failed.status, other.status], [500, 200])
      const record = await server.log.find("RoadRunner can't communicate with the worker", mark)
      assert.deepEqual(
        [record.level, record['reason'], record['internal_event_name']],
        ['warn', 'worker hung or process was killed', 'EventWorkerError'],
      )
      assert.ok(String(record['error']).startsWith(error), String(record['error']))
      await untilWhole([Number(record['pid'])])
    })
  }

  // spec 01 #54, #58
  it('replaces workers that are killed from outside, and serves meanwhile', async () => {
    const killed = (await listWorkers(server)).map(({ pid }) => pid)
    for (const pid of killed) process.kill(pid, 'SIGKILL')
    const answer = await server.get('/pid')
    assert.equal(answer.status, 200)
    assert.ok(!killed.includes(Number(answer.text)))
    await untilWhole(killed)
  })

  // spec 01 §2.2
  it('kills a worker that sends a frame of another kind', async () => {
    for (const [frame, text] of [
      [
        encodeFrame(0, [], 'answer'),
        'sync_worker_receive_frame: Decode: options length should be equal 1 (body offset)',
      ],
      [encodeFrame(0, [255], 'answer'), 'sync_worker_receive_frame: Network: bad payload answer'],
    ] as const) {
      const mark = server.log.mark
      assert.equal((await server.post('/bytes', frame, 'application/octet-stream')).status, 500)
      const { pid } = await server.log.find((record) => record.level === 'warn' && record['error'] === text, mark)
      await untilWhole([Number(pid)])
    }
  })
})

describe('a crash loop', { concurrency: 2 }, () => {
  // spec 01 D23
  it('is slowed down', async (context) => {
    const server = await startServer(context)
    let pausedMs = 0
    for (let life = 0, mark = 0; life < 12 && pausedMs < 390; life++) {
      const { pid } = await server.log.find('worker is allocated', mark)
      mark = server.log.mark
      const killedAt = performance.now()
      process.kill(Number(pid), 'SIGKILL')
      await server.log.find('worker is allocated', mark, 15_000)
      pausedMs = performance.now() - killedAt
    }
    assert.ok(pausedMs >= 390, `the longest pause was ${pausedMs} ms`)
  })

  // spec 01 §8.4, D17, D18
  it('without end ends the server, which says why', async (context) => {
    const server = await startServer(context, {
      config: { server: { command: ['php', fixture('boot/flaky')] }, http: { pool: { allocate_timeout: '6s' } } },
    })
    writeFileSync(server.path('broken'), '')
    const [worker] = await listWorkers(server)
    process.kill(worker?.pid ?? 0, 'SIGKILL')
    const { code, stderr } = await server.exited()
    assert.equal(code, 1)
    assert.match(stderr, /error: no workers available, can't run the application: .*\nplugin: \*server\.Plugin\n/)
    assert.doesNotMatch(stderr, /^\s+at /m)
    await server.assertNothingLeft()
  })
})
