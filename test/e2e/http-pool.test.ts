// What the pool does to HTTP: failures and their status, limits, debug mode, streams that stop. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import { promisify } from 'node:util'
import type { HttpAnswer } from '../support/http-client.ts'
import { root, TestServer } from '../support/test-server.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

/** Occupies a worker until `release` is called; resolves once PHP has the request. */
async function hold(server: TestServer): Promise<{ readonly answer: Promise<HttpAnswer>; release(): void }> {
  const file = server.path(`release-${crypto.randomUUID()}`)
  const { mark } = server.log
  const answer = server.get(`/hold?until=${encodeURIComponent(file)}`)
  await server.log.find(({ msg }) => msg === 'holding', mark)
  return { answer, release: () => writeFileSync(file, '') }
}

const uploadsIn = (server: TestServer): string[] =>
  readdirSync(server.folder).filter((name) => name.startsWith('upload'))

describe('a pool with limits', () => {
  const pool = { num_workers: 1, allocate_timeout: '5s', max_queue_size: 2, supervisor: { exec_ttl: '12s' } }
  const server = useServer({ config: { http: { internal_error_code: 444, pool } } })

  it('answers internal_error_code, without a body, to each of its failures', async () => {
    // spec 03 #105, #106, #107
    for (const path of ['/error', '/exit', '/stdout']) {
      const { status, text } = await server.get(path)
      assert.deepEqual([path, status, text], [path, 444, ''])
    }
    const { mark } = server.log
    const tooLong = server.get('/hold?until=never')
    await server.log.find(({ msg }) => msg === 'holding', mark)
    const refused = await Promise.all([server.get('/pid'), server.get('/pid')])
    const answers = [...refused, await tooLong]
    assert.deepEqual(
      answers.map(({ status, text }) => [status, text]),
      [
        [444, ''],
        [444, ''],
        [444, ''],
      ],
    )
    // One waited for allocate_timeout, the other found the queue full.
    assert.equal(refused.filter((answer) => answer.one('No-Workers') === 'true').length, 1)
    const errors = server.log.all('execute', mark).map(({ error }) => String(error))
    for (const text of ['NoFreeWorkers', 'max queue size reached', 'ExecTTL']) {
      assert.ok(
        errors.some((error) => error.includes(text)),
        `${text} in ${errors.join(' | ')}`,
      )
    }
    assert.equal((await server.get('/pid')).status, 200)
  })
})

describe('a server whose only worker is busy', () => {
  const server = useServer({ config: { http: { uploads: { dir: '{folder}' } } } })

  it('drops an upload whose client leaves while it waits: PHP never sees it, nothing stays on disk', async () => {
    const held = await hold(server)
    const client = await server.connect()
    const file = 'Content-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello'
    const form = `--b\r\n${file}\r\n--b--\r\n`
    const head = `POST /uploads HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b`
    client.write(`${head}\r\nContent-Length: ${form.length}\r\n\r\n${form}`)
    await until('the file', () => uploadsIn(server).length === 1)
    client.close()
    await until('the file to be removed', () => uploadsIn(server).length === 0)
    assert.equal((await server.log.find(({ URI }) => URI === '/uploads'))['status'], 499)
    held.release()
    const pid = (await held.answer).text
    const { stdout } = await server.rr('workers', '--json', 'http')
    const listed = JSON.parse(stdout) as { http: { workers: { pid: number; numExecs: number }[] } }
    assert.deepEqual(
      listed.http.workers.map((worker) => [worker.pid, worker.numExecs]),
      [[Number(pid), 1]],
    )
  })

  it('finishes what runs over a reset, and gives what comes later to new workers', async () => {
    // spec 03 #114
    const held = await hold(server)
    const reset = server.rr('reset')
    const later = await server.get('/pid')
    held.release()
    const { status, text } = await held.answer
    assert.equal(status, 200)
    assert.notEqual(later.text, text)
    assert.equal((await reset).code, 0)
    assert.equal((await server.get('/pid')).text, later.text)
  })
})

describe('a stream', () => {
  const server = useServer({ config: { http: { pool: { stream_timeout: '1s' } } } })

  /** Reads the first piece of an endless stream, then leaves. */
  async function leaveStream(path: string): Promise<string> {
    const client = await server.connect()
    client.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
    const pid = (await client.head()).one('X-Pid') ?? ''
    await client.chunk()
    client.close()
    return pid
  }

  it('is one record in the log, at level debug too', async () => {
    // spec 03 #34; RoadRunner adds `req-resp mode` or `stream mode`
    await server.get('/pid')
    await server.log.find('http log')
    const { mark } = server.log
    assert.equal((await server.get('/stream?n=2')).status, 200)
    const { msg } = await server.log.find(() => true, mark)
    assert.equal(msg, 'http log')
    await server.get('/pid')
    const next = await server.log.find(() => true, mark + 1)
    assert.equal(next['URI'], '/pid')
  })

  it('stops in PHP when its client leaves, and the worker serves on', async () => {
    // spec 03 #98
    const log = server.path('stopped')
    const pid = await leaveStream(`/stream-endless?log=${encodeURIComponent(log)}`)
    await until('PHP to be told', () => existsSync(log))
    assert.match(readFileSync(log, 'utf8'), /StreamStopped\w* after line \d+$/)
    assert.equal((await server.get('/pid')).text, pid)
  })

  it('that does not stop is ended with its worker after stream_timeout', async () => {
    // spec 03 #99
    const pid = await leaveStream(`/stream-endless?deaf=1&log=${encodeURIComponent(server.path('deaf'))}`)
    assert.notEqual((await server.get('/pid')).text, pid)
    await server.log.find('stream cancel error')
  })

  for (const how of ['exit', 'kill', 'error', 'garbage']) {
    it(`that breaks by ${how} ends cleanly, with one record`, async () => {
      // spec 03 #96
      const { mark } = server.log
      const { status, text } = await server.get(`/stream-end?how=${how}`)
      assert.deepEqual([status, text], [200, 'line 1\nline 2\n'])
      await server.log.find('read stream', mark)
      assert.equal((await server.get('/pid')).status, 200)
      await server.log.find(({ msg, URI }) => msg === 'http log' && URI === `/stream-end?how=${how}`, mark)
      assert.equal(server.log.all('read stream', mark).length, 1)
    })
  }
})

describe('workers with a limit of memory or life', () => {
  for (const supervisor of [{ max_worker_memory: 40 }, { ttl: '300ms' }]) {
    it(`are replaced, and no request fails: ${JSON.stringify(supervisor)}`, async (context) => {
      // spec 03 #108
      const config = { http: { pool: { num_workers: 2, supervisor: { watch_tick: '100ms', ...supervisor } } } }
      const server = await startServer(context, { config })
      const pids = new Set<string>()
      await until('three workers to be replaced', async () => {
        const { status, text } = await server.get('/leak?mb=4')
        assert.equal(status, 200, text)
        return pids.add(text).size >= 5
      })
    })
  }
})

describe('the number of workers', () => {
  const server = useServer()

  it('grows and shrinks by RPC, and the last worker stays', async () => {
    // spec 03 #113
    const call = (method: string) => [method, '"http"']
    const rpc = async (...methods: readonly string[]): Promise<void> => {
      const args = [join(root, 'test/php/rpc.php'), server.rpcAddress, ...methods.flatMap(call)]
      await promisify(execFile)('php', args)
    }
    const count = async (): Promise<number> => {
      const { stdout } = await server.rr('workers', '--json', 'http')
      return (JSON.parse(stdout) as { http: { workers: object[] } }).http.workers.length
    }
    await rpc('informer.AddWorker', 'informer.AddWorker')
    assert.equal(await count(), 3)
    await rpc('informer.RemoveWorker', 'informer.RemoveWorker', 'informer.RemoveWorker')
    assert.equal(await count(), 1)
    assert.equal((await server.get('/pid')).status, 200)
  })
})

describe('pool.debug', () => {
  test('gives each request a fresh process, and shows errors', async () => {
    // spec 03 #103, #104, #109
    const server = new TestServer({
      config: { server: { command: 'php {folder}/worker.php' }, http: { pool: { debug: true } } },
    })
    const write = (body: string): void =>
      writeFileSync(
        server.path('worker.php'),
        `<?php require '${join(root, 'php/autoload.php')}'; Courser\\Http::serve(function () { ${body} });`,
      )
    write('return "first " . getmypid();')
    await server.start()
    const answers = [await server.get('/'), await server.get('/')].map(({ text }) => text)
    assert.notEqual(answers[0], answers[1])
    for (const text of answers) assert.match(text, /^first \d+$/)
    write('throw new Exception("<b>test</b>");')
    const { status, text } = await server.get('/')
    assert.equal(status, 500)
    assert.match(text, /SoftJobError: Exception: &lt;b&gt;test&lt;\/b&gt; in /)
    await server.stop()
  })
})
