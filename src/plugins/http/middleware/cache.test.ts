import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Answers, type KeptAnswer } from '../cache/answers.ts'
import { HeaderList } from '../header-list.ts'
import { type FakeRequest, jsonHead } from '../testing/fake-pool.ts'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { rawExchange } from '../testing/plane.ts'
import { layerOf, serveThrough } from '../testing/run-middleware.ts'
import { cache } from './cache.ts'
import { gzip } from './gzip.ts'
import { headers as headersMiddleware } from './headers.ts'

testMiddleware(cache, {})

type Headers = Readonly<Record<string, string | string[]>>
interface Step {
  readonly path?: string
  readonly method?: string
  readonly headers?: Headers
  readonly status?: number
  /** What PHP answers this time. */
  readonly answer?: Headers
}

const minute = { 'Cache-Control': 'max-age=60' }

/** Answers with a running number, so that it shows which answer is new. */
function numbering(steps: () => Step) {
  let count = 0
  return ({ handler }: FakeRequest): void => {
    const { answer = minute, status = 200 } = steps()
    const lists = Object.entries(answer).map(([name, value]) => [name, Array.isArray(value) ? value : [value]])
    handler.onPart(jsonHead(status, Object.fromEntries(lists)), Buffer.from(`answer ${++count}`), 8, false)
  }
}

/** Plays requests one after the other; gives the bodies. */
async function play(steps: readonly Step[], config: object = {}): Promise<string[]> {
  let current: Step = {}
  await using server = await serveThrough(
    layerOf(cache, config),
    numbering(() => current),
  )
  const bodies: string[] = []
  for (const step of steps) {
    current = step
    const { path = '/', method = 'GET', headers = {} } = step
    const response = await fetch(server.url + path, { method, headers: headers as Record<string, string> })
    bodies.push(
      response.status === 200 || response.status === step.status ? await response.text() : String(response.status),
    )
  }
  return bodies
}

/** Asserts that the second of two equal requests is answered from memory, or is not. */
async function kept(answer: Headers, expected: boolean, headers: Headers = {}, config: object = {}): Promise<void> {
  const bodies = await play(
    [
      { answer, headers },
      { answer, headers },
    ],
    config,
  )
  assert.deepEqual(bodies, ['answer 1', expected ? 'answer 1' : 'answer 2'], JSON.stringify([answer, headers]))
}

test('an answer is kept as long as it says, by the strictest word', async () => {
  await kept({ 'Cache-Control': 'max-age=60' }, true)
  await kept({ 'Cache-Control': 'MAX-AGE="60"' }, true)
  await kept({ 'Cache-Control': 's-maxage=60, max-age=0' }, true)
  await kept({ Expires: new Date(Date.now() + 60_000).toUTCString() }, true)
  await kept({ 'Cache-Control': 'max-age=0' }, false)
  await kept({ 'Cache-Control': 'max-age=60, s-maxage=0' }, false)
  await kept({ 'Cache-Control': 'max-age=x' }, false)
  await kept({ 'Cache-Control': ['max-age=0', 'max-age=60'] }, false)
  await kept({ 'Cache-Control': 'max-age=60', Age: '60' }, false)
  await kept({ Expires: '0' }, false)
  await kept({ Expires: new Date(Date.now() - 60_000).toUTCString() }, false)
  await kept({}, false)
  await kept({}, true, {}, { default_ttl: '1m' })
})

test('what is for one client is not kept', async () => {
  for (const directive of ['private', 'no-store', 'no-cache', 'private="set-cookie"', 'no-cache="x, y"'])
    await kept({ 'Cache-Control': `max-age=60, ${directive}` }, false, {}, { default_ttl: '1m' })
  await kept({ 'Cache-Control': ['public, max-age=60', 'private'] }, false)
  await kept({ ...minute, 'Set-Cookie': 'session=1' }, false)
  await kept({ 'Cache-Control': 'public, max-age=60', 'Set-Cookie': 'session=1' }, false)
  await kept({ 'Cache-Control': 'public, max-age=60' }, false, { Authorization: 'Basic x' })
  await kept({ ...minute, Vary: '*' }, false)
  await kept({ ...minute, Vary: 'Accept, *' }, false)
  await kept(minute, false, { Cookie: 'session=1' })
  await kept({ 'Cache-Control': 'public, max-age=60' }, true, { Cookie: 'session=1' })
})

test('a client with credentials gets nothing that was kept for others, and leaves nothing behind', async () => {
  const shared = { 'Cache-Control': 'public, max-age=60' }
  const bodies = await play([
    { answer: shared },
    { headers: { Authorization: 'Bearer me' }, answer: shared },
    { answer: shared },
    { path: '/a', answer: minute },
    { path: '/a', headers: { Cookie: 'session=1' }, answer: minute },
    { path: '/a', answer: minute },
  ])
  assert.deepEqual(bodies, ['answer 1', 'answer 2', 'answer 1', 'answer 3', 'answer 4', 'answer 3'])
})

test('Vary selects, and each variant is kept', async () => {
  const answer = { ...minute, Vary: 'Accept-Language, X-Theme' }
  const of = (language: string, theme = ''): Step => ({
    answer,
    headers: { 'Accept-Language': language, ...(theme === '' ? {} : { 'X-Theme': theme }) },
  })
  const steps = [of('de'), of('en'), of('de'), of('en'), of('de', 'dark'), of('de')]
  assert.deepEqual(await play(steps), ['answer 1', 'answer 2', 'answer 1', 'answer 2', 'answer 3', 'answer 1'])
})

test('the latest answer that fits is used, also when an older one says nothing of what it depends on', async () => {
  const german = { headers: { 'Accept-Language': 'de' } }
  const bodies = await play([
    { ...german, answer: minute },
    { headers: { ...german.headers, 'Cache-Control': 'no-cache' }, answer: { ...minute, Vary: 'Accept-Language' } },
    german,
  ])
  assert.deepEqual(bodies, ['answer 1', 'answer 2', 'answer 2'])
})

test('nobody plants an answer for others by headers that frameworks build addresses from', async () => {
  for (const name of ['X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Original-Url', 'X-Rewrite-Url', 'Forwarded']) {
    const bodies = await play([{ headers: { [name]: 'evil' } }, {}, { headers: { [name]: 'evil' } }])
    assert.deepEqual(bodies, ['answer 1', 'answer 2', 'answer 1'], name)
  }
})

test('hosts, paths and queries are kept apart', async () => {
  const steps = [{ path: '/a' }, { path: '/a?x' }, { path: '/A' }, { path: '/a' }]
  assert.deepEqual(await play(steps), ['answer 1', 'answer 2', 'answer 3', 'answer 1'])
})

test('requests that want more than a kept answer go to PHP', async () => {
  const again = (headers: Headers): Promise<string[]> => play([{}, { headers }, {}])
  assert.deepEqual(await again({ 'Cache-Control': 'no-cache' }), ['answer 1', 'answer 2', 'answer 2'])
  assert.deepEqual(await again({ Pragma: 'no-cache' }), ['answer 1', 'answer 2', 'answer 2'])
  assert.deepEqual(await again({ 'Cache-Control': 'max-age=0' }), ['answer 1', 'answer 2', 'answer 2'])
  assert.deepEqual(await again({ 'Cache-Control': 'no-store' }), ['answer 1', 'answer 2', 'answer 1'])
  assert.deepEqual(await again({ Range: 'bytes=0-1' }), ['answer 1', 'answer 2', 'answer 1'])
  assert.deepEqual(await play([{ headers: { 'Cache-Control': 'only-if-cached' } }]), ['504'])
})

test('a change drops what is kept of its address, a failed one does not', async () => {
  const change = (status: number): Step[] => [{}, { method: 'POST', status }, {}]
  assert.deepEqual(await play(change(201)), ['answer 1', 'answer 2', 'answer 3'])
  assert.deepEqual(await play(change(422)), ['answer 1', 'answer 2', 'answer 1'])
})

test('failures are not kept, not found is', async () => {
  for (const status of [500, 503, 302, 403]) assert.deepEqual(await play([{ status }, {}]), ['answer 1', 'answer 2'])
  assert.deepEqual(await play([{ status: 404 }, { status: 404 }]), ['answer 1', 'answer 1'])
})

test('a hit has its age and answers conditions; HEAD is served', async () => {
  const answer = { ...minute, ETag: '"1"', 'X-Own': ['a', 'b'], 'Content-Type': 'text/x' }
  await using server = await serveThrough(
    layerOf(cache),
    numbering(() => ({ answer })),
  )
  await (await fetch(server.url)).text()
  const hit = await fetch(server.url)
  assert.equal(await hit.text(), 'answer 1')
  assert.deepEqual(
    ['age', 'x-own', 'content-type', 'content-length'].map((name) => hit.headers.get(name)),
    ['0', 'a, b', 'text/x', '8'],
  )
  // fetch() itself adds no-cache to a request with conditions.
  const lines = ['GET / HTTP/1.1', `Host: 127.0.0.1:${server.port}`, 'If-None-Match: "1"', 'Connection: close', '', '']
  assert.match(await rawExchange(server.port, lines.join('\r\n')), /^HTTP\/1.1 304 [^]*Etag: "1"[^]*\r\n\r\n$/i)
  const head = await fetch(server.url, { method: 'HEAD' })
  assert.deepEqual([head.headers.get('content-length'), await head.text()], ['8', ''])
  assert.equal(server.pool.seen.length, 1)
})

test('a body that was cut short is not kept', async () => {
  let count = 0
  const head = jsonHead(200, { 'Cache-Control': ['max-age=60'] })
  await using broken = await serveThrough(layerOf(cache), ({ handler }) => {
    handler.onPart(head, Buffer.from(`half ${++count}`), 8, true)
    handler.onError(new Error('gone'))
  })
  assert.deepEqual(
    [await (await fetch(broken.url)).text(), await (await fetch(broken.url)).text()],
    ['half 1', 'half 2'],
  )
  await using short = await serveThrough(layerOf(cache), ({ handler }) => {
    handler.onPart(
      jsonHead(200, { 'Cache-Control': ['max-age=60'], 'Content-Length': ['3'] }),
      Buffer.from('long'),
      8,
      false,
    )
  })
  for (let round = 0; round < 2; round++) await (await fetch(short.url)).text()
  assert.equal(short.pool.seen.length, 2)
})

test('a body above max_body passes and is not kept', async () => {
  const large = Buffer.alloc(3000, 'x')
  const worker = ({ handler }: FakeRequest): void =>
    void handler.onPart(jsonHead(200, { 'Cache-Control': ['max-age=60'] }), large, 8, false)
  await using server = await serveThrough(layerOf(cache, { max_body: 2 }), worker)
  for (let round = 0; round < 2; round++) assert.equal((await (await fetch(server.url)).text()).length, 3000)
  assert.equal(server.pool.seen.length, 2)
})

test('after its time one request fetches while others get the stale answer', async () => {
  const answer = { 'Cache-Control': ['max-age=1, stale-while-revalidate=600'] }
  let count = 0
  const waiting: FakeRequest[] = []
  const finish = ({ handler }: FakeRequest): void =>
    void handler.onPart(jsonHead(200, answer), Buffer.from(`answer ${++count}`), 8, false)
  await using server = await serveThrough(layerOf(cache), finish)
  const get = async (): Promise<string> => (await fetch(server.url)).text()
  assert.equal(await get(), 'answer 1')
  server.pool.worker = (request) => void waiting.push(request)
  const deadline = performance.now() + 20_000
  let refreshing: Promise<string> | undefined
  while (waiting.length === 0) {
    assert.ok(performance.now() < deadline, 'the answer does not become stale')
    const asked = get()
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 50))])
    refreshing = asked
  }
  assert.equal(await get(), 'answer 1')
  finish(waiting[0] as FakeRequest)
  assert.equal(await refreshing, 'answer 2')
  server.pool.worker = finish
  assert.equal(await get(), 'answer 2')
})

test('layers around keep their part: headers are not doubled, each client gets its encoding', async () => {
  const text = 'word '.repeat(1000)
  const worker = ({ handler }: FakeRequest): void =>
    void handler.onPart(jsonHead(200, { 'Cache-Control': ['max-age=60'] }), Buffer.from(text), 8, false)
  const inner = layerOf(cache)
  const around = layerOf(headersMiddleware, { response: { 'x-frame': 'deny' } }, layerOf(gzip, {}, inner))
  const within = layerOf(cache, {}, layerOf(gzip))
  for (const chain of [around, within]) {
    await using server = await serveThrough(chain, worker)
    for (const encoding of ['gzip', 'identity', 'gzip', 'identity']) {
      const response = await fetch(server.url, { headers: { 'Accept-Encoding': encoding } })
      assert.equal(response.headers.get('content-encoding'), encoding === 'gzip' ? 'gzip' : null)
      assert.equal(await response.text(), text)
      if (chain === around) assert.equal(response.headers.get('x-frame'), 'deny')
    }
    assert.equal(server.pool.seen.length, chain === around ? 1 : 2)
  }
})

function answerOf(bytes: number, language = ''): KeptAnswer {
  const selectors = [['accept-language', language]] as const
  return {
    status: 200,
    pairs: [],
    body: Buffer.alloc(bytes),
    storedMs: 0,
    freshMs: 1,
    staleMs: 0,
    isPublic: true,
    selectors,
    refreshing: false,
  }
}

test('memory is bounded: what is not used goes first', () => {
  const answers = new Answers(10_000)
  const none = new HeaderList()
  for (const address of ['a', 'b', 'c']) answers.keep(address, answerOf(2000))
  answers.find('a', none)
  answers.keep('d', answerOf(2000))
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((address) => answers.find(address, none) !== undefined),
    [true, false, true, true],
  )
  answers.keep('large', answerOf(20_000))
  assert.equal(answers.find('large', none), undefined)
  for (let at = 0; at < 1000; at++) answers.keep('a', answerOf(10, String(at)))
  assert.ok(answers.bytes <= 10_000)
  for (const address of ['a', 'b', 'c', 'd']) answers.forget(address)
  assert.equal(answers.bytes, 0)
})
