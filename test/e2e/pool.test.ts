// The pool through HTTP: answers that come in the wrong number, workers that want to go. Cases: spec 01 §19, 09 #41.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { useServer } from '../support/use-server.ts'

describe('one worker', () => {
  const server = useServer({ config: { http: { pool: { allocate_timeout: '5s' } } } })

  const pid = async (): Promise<string> => (await server.get('/pid')).text

  // spec 09 #13, #41
  for (const path of ['/twice', '/error-after']) {
    it(`never gives the extra answer of ${path} to another client`, async () => {
      for (const id of ['a', 'b', 'c']) {
        assert.match((await server.get(`${path}?id=${id}`)).text, new RegExp(`^(first|answer) of ${id}$`))
        assert.equal((await server.get(`/echo?hello=${id}`)).text, id.toUpperCase())
      }
    })
  }

  // spec 01 #56; 03 #112
  it('runs a request again whose worker asked to go instead', async () => {
    const once = server.path('once')
    const answer = await server.get(`/stop-before?once=${encodeURIComponent(once)}`)
    assert.equal(answer.status, 200)
    assert.ok(existsSync(once))
    assert.match(answer.text, /^\d+$/)
  })

  // spec 01 #57; 03 #111
  it('replaces a worker that asks to go after its answer', async () => {
    const leaving = (await server.get('/stop-after')).text
    assert.notEqual(await pid(), leaving)
  })

  // spec 01 #35
  it('fails the request whose worker breaks the frames, and replaces the worker', async () => {
    const before = await pid()
    assert.equal((await server.get('/stdout')).status, 500)
    assert.notEqual(await pid(), before)
  })

  // spec 01 #101
  it('takes a long line of standard error', async () => {
    assert.equal((await server.get('/stderr?bytes=64000')).text, 'answered')
  })

  // spec 01 #68
  it('gives back any body unchanged', async (context) => {
    const seed = randomInt(2 ** 31)
    context.diagnostic(`seed ${seed}`)
    for (const body of randomBodies(seed, 40)) {
      const answer = await server.post('/body', body, 'application/octet-stream')
      assert.ok(answer.body.equals(body), `seed ${seed}: ${body.length} bytes`)
    }
  })

  // spec 03 #114, 01 #67
  it('resets to new workers', async () => {
    const before = await pid()
    const reset = await server.rr('reset')
    assert.equal(reset.code, 0, reset.stderr)
    assert.notEqual(await pid(), before)
  })
})

describe('workers that live for one request', () => {
  const server = useServer({ config: { http: { pool: { max_jobs: 1 } } } })

  // spec 01 #55; 03 #110
  it('gives each request a worker of its own', async () => {
    const pids = new Set<string>()
    for (let count = 0; count < 10; count++) pids.add((await server.get('/pid')).text)
    assert.equal(pids.size, 10)
  })
})

describe('a limit of time', () => {
  const server = useServer({ config: { http: { pool: { supervisor: { exec_ttl: '3s' } } } } })

  // spec 01 #75; 03 #107
  it('kills the worker of a request that takes too long', async () => {
    const before = (await server.get('/pid')).text
    assert.equal((await server.get('/sleep?ms=60000')).status, 500)
    assert.notEqual((await server.get('/pid')).text, before)
    assert.equal((await server.get('/sleep?ms=50')).status, 200)
  })
})

/** Bodies of all sizes up to 300 KB, the same for the same seed. */
function* randomBodies(seed: number, count: number): Generator<Buffer> {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return state
  }
  for (let number = 0; number < count; number++) {
    const body = Buffer.alloc(1 + (next() % 2 ** (number % 19)))
    for (let at = 0; at < body.length; at++) body[at] = next() >> 16
    yield body
  }
}
