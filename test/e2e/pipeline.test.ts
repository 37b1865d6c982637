// Workers of our library, sent their requests ahead: docs/protocol.md. Whatever goes wrong, everybody gets the own answer, and nothing runs twice.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fixture } from '../support/php-worker.ts'
import type { TestServer } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const command = ['php', fixture('pipelined')]

/** How many requests to that path, each with its number for an id, all at once. */
function many(server: TestServer, count: number, path: string): Promise<string[]> {
  const join = path.includes('?') ? '&' : '?'
  return Promise.all(
    Array.from({ length: count }, async (_, id) => {
      const { status, text } = await server.get(`${path}${join}id=${id}`)
      return status === 200 ? text : `status ${status}`
    }),
  )
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
}

describe('one worker that is sent its requests ahead', () => {
  const server = useServer({ config: { server: { command } } })

  it('is known by its record', async () => {
    const record = await until('the record', () => server.log.all('worker is allocated')[0])
    assert.equal(record['pipeline'], 4)
  })

  it('answers everybody with the own answer', async () => {
    for (let burst = 0; burst < 10; burst++) {
      assert.deepEqual(
        await many(server, 30, '/id'),
        Array.from({ length: 30 }, (_, id) => String(id)),
      )
    }
  })

  it('mixes small and large requests, answers and streams', async () => {
    const bodies = Array.from({ length: 24 }, (_, id) => Buffer.alloc(id % 3 === 0 ? 100_000 * (id + 1) : id, id))
    const answers = await Promise.all(
      bodies.flatMap((body, id) => [
        server.post(`/hash?bytes=${id % 4 === 0 ? 2_000_000 : 5}`, body, 'application/octet-stream'),
        server.get(`/stream?n=50&id=${id}`),
      ]),
    )
    for (const [id, body] of bodies.entries()) {
      const hash = createHash('sha256').update(body).digest('hex')
      assert.equal(answers[2 * id]?.text, `${hash} ${'.'.repeat(id % 4 === 0 ? 2_000_000 : 5)}`)
      const lines = Array.from({ length: 50 }, (_, line) => `${id} ${line + 1}\n`).join('')
      assert.equal(answers[2 * id + 1]?.text, lines)
    }
  })

  it('gives its children nothing of the channel, and the end of standard input', async () => {
    const answers = await Promise.all([server.get('/children'), many(server, 10, '/id')])
    const found = answers[0].text.split('\n--\n')
    assert.equal(found.length, 4)
    for (const text of found) {
      assert.ok(!text.includes('rr-fifos'), text)
      assert.match(text, /end\s*$/)
    }
    assert.deepEqual(
      answers[1],
      Array.from({ length: 10 }, (_, id) => String(id)),
    )
  })

  it('refuses to let a forked copy take requests', async () => {
    assert.match((await server.get('/fork')).text, /its channel belongs to the worker that forked it/)
    assert.deepEqual(await many(server, 3, '/id'), ['0', '1', '2'])
  })

  it('survives what is printed past the library, and logs it', async () => {
    const { text: pid } = await server.get('/pid')
    assert.equal((await server.get('/print')).status, 200)
    await until('the text in the log', () => server.log.text.includes('printed past the library'))
    assert.equal((await server.get('/pid')).text, pid)
  })

  // spec 01 #52; spec 09 #13: an extra answer never reaches another client.
  it('drops extra answers, and answers failures with 500, without harm to others', async () => {
    const { text: pid } = await server.get('/pid')
    const answers = await Promise.all([many(server, 20, '/twice'), many(server, 20, '/id'), many(server, 5, '/throw')])
    assert.deepEqual(
      answers[0],
      Array.from({ length: 20 }, (_, id) => `first of ${id}`),
    )
    assert.deepEqual(
      answers[1],
      Array.from({ length: 20 }, (_, id) => String(id)),
    )
    assert.deepEqual(answers[2], Array(5).fill('status 500'))
    assert.equal((await server.get('/pid')).text, pid)
  })

  // spec 01 #56, #57.
  it('is replaced when it asks for it, before or after its answer; what was behind runs elsewhere, once', async () => {
    const log = server.path('stop.log')
    const [before, after, others] = await Promise.all([
      server.get(`/stop-before?once=${server.path('once')}`),
      server.get('/stop-after'),
      many(server, 20, `/id?log=${log}`),
    ])
    assert.match(before.text, /^\d+$/)
    assert.match(after.text, /^\d+$/)
    assert.deepEqual(
      others,
      Array.from({ length: 20 }, (_, id) => String(id)),
    )
    assert.equal(linesOf(log).length, 20)
    assert.notEqual((await server.get('/pid')).text, after.text)
  })

  // spec 01 #39, #53: only the request that the worker died with fails.
  for (const way of ['/exit', '/kill']) {
    it(`loses only the request that ends it by ${way}`, async () => {
      const log = server.path(`${way.slice(1)}.log`)
      const [lost, others] = await Promise.all([server.get(way), many(server, 20, `/id?log=${log}`)])
      assert.equal(lost.status, 500)
      assert.deepEqual(
        others,
        Array.from({ length: 20 }, (_, id) => String(id)),
      )
      assert.equal(linesOf(log).length, 20)
    })
  }
})

describe('two workers that are sent their requests ahead', () => {
  const server = useServer({ config: { server: { command }, http: { pool: { num_workers: 2 } } } })

  it('take over what waits behind a slow request', async () => {
    const file = server.path('release')
    const held = server.get(`/hold?file=${file}`)
    assert.deepEqual(
      await many(server, 40, '/id'),
      Array.from({ length: 40 }, (_, id) => String(id)),
    )
    writeFileSync(file, '')
    assert.match((await held).text, /^\d+$/)
  })

  it('are replaced by a reset without loss', async () => {
    const answers = many(server, 60, '/id')
    assert.equal((await server.rr('reset')).code, 0)
    assert.deepEqual(
      await answers,
      Array.from({ length: 60 }, (_, id) => String(id)),
    )
  })
})

// spec 01 #55, §10: no worker is given a request beyond its limit.
describe('workers with a limit of three requests', () => {
  const pool = { num_workers: 1, max_jobs: 3 }
  const server = useServer({ config: { server: { command }, http: { pool } } })

  it('start three each', async () => {
    const log = server.path('starts.log')
    await many(server, 12, `/id?log=${log}`)
    const byPid = Map.groupBy(linesOf(log), (line) => line.split(' ')[1])
    assert.deepEqual(
      Array.from(byPid.values(), (lines) => lines.length),
      Array(4).fill(3),
    )
  })
})

// spec 01 #75: the limit counts from the start of a request, so that what waits behind another is not cut off for it.
describe('workers with a limit of time', () => {
  const pool = { num_workers: 1, supervisor: { exec_ttl: '3s' } }
  const server = useServer({ config: { server: { command }, http: { pool } } })

  it('are killed with the request that exceeds it, and with no other', async () => {
    const log = server.path('ttl.log')
    const [held, others] = await Promise.all([
      server.get(`/hold?file=${server.path('never')}`),
      many(server, 10, `/id?log=${log}`),
    ])
    assert.equal(held.status, 500)
    assert.deepEqual(
      others,
      Array.from({ length: 10 }, (_, id) => String(id)),
    )
    assert.equal(linesOf(log).length, 10)
  })
})

describe('pool.pipeline: 0', () => {
  const server = useServer({ config: { server: { command }, http: { pool: { pipeline: 0 } } } })

  it('keeps to one request at a time', async () => {
    const record = await until('the record', () => server.log.all('worker is allocated')[0])
    assert.equal(record['pipeline'], undefined)
    assert.deepEqual(await many(server, 5, '/id'), ['0', '1', '2', '3', '4'])
  })
})
