import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakePool, jsonHead } from '../testing/fake-pool.ts'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { rawExchange, startPlane } from '../testing/plane.ts'
import { layerOf } from '../testing/run-middleware.ts'
import { headers } from './headers.ts'

testMiddleware(headers, { request: { 'x-a': '1' }, response: { 'x-b': '2' }, cors: {} })

const create = (config: unknown) => layerOf(headers, config)

/** Sends one request through the middleware; gives the reply and the request that PHP saw. */
async function pass(config: unknown, lines: readonly string[] = [], method = 'GET') {
  const pool = new FakePool(({ handler }) =>
    handler.onPart(jsonHead(200, { 'X-B': ['php'] }), Buffer.from('x'), 8, false),
  )
  await using server = await startPlane(pool, {}, { chain: create(config) })
  const head = [`${method} / HTTP/1.1`, 'Host: a', 'Connection: close', ...lines, '', ''].join('\r\n')
  const text = await rawExchange(server.port, head)
  const context = pool.seen[0] && (JSON.parse(String(pool.seen[0].context)) as { headers: Record<string, string[]> })
  return { text, context }
}

test('headers.request reaches PHP beside the client’s, headers.response the client beside PHP’s', async () => {
  // spec 03 #139
  const { text, context } = await pass({ request: { 'x-a': 'conf' }, response: { 'x-b': 'conf', 'x-empty': '' } }, [
    'X-A: client',
  ])
  assert.deepEqual(context?.headers['X-A'], ['client', 'conf'])
  assert.match(text, /X-B: conf\r\n/)
  assert.match(text, /X-B: php\r\n/)
  assert.match(text, /X-Empty: \r\n/)
})

const preflight = [
  'Origin: https://a.test',
  'Access-Control-Request-Method: PUT',
  'Access-Control-Request-Headers: X-Token, content-type',
]
const cors = {
  allowed_origin: 'https://a.test, https://*.b.test',
  allowed_methods: 'get, put',
  allowed_headers: 'X-Token, Content-Type',
  allow_credentials: true,
  exposed_headers: 'X-One, X-Two',
  max_age: 600,
}

test('a preflight is answered here, with what was asked for', async () => {
  // spec 03 #140, #143
  const { text, context } = await pass({ response: { 'x-b': 'conf' }, cors }, preflight, 'OPTIONS')
  assert.equal(context, undefined)
  assert.match(text, /^HTTP\/1.1 200 OK/)
  for (const line of [
    'X-B: conf',
    'Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    'Access-Control-Allow-Origin: https://a.test',
    'Access-Control-Allow-Methods: PUT',
    'Access-Control-Allow-Headers: X-Token, content-type',
    'Access-Control-Allow-Credentials: true',
    'Access-Control-Max-Age: 600',
    'Content-Length: 0',
  ]) {
    assert.ok(text.includes(`\r\n${line}\r\n`), line)
  }
})

test('options_success_status is the status of preflights', async () => {
  const { text } = await pass({ cors: { ...cors, options_success_status: 204 } }, preflight, 'OPTIONS')
  assert.match(text, /^HTTP\/1.1 204 No Content/)
})

test('a preflight that is refused says nothing of access', async () => {
  for (const lines of [
    ['Origin: https://evil.test', 'Access-Control-Request-Method: PUT'],
    ['Origin: https://a.test', 'Access-Control-Request-Method: DELETE'],
    ['Origin: https://a.test', 'Access-Control-Request-Method: PUT', 'Access-Control-Request-Headers: x-other'],
    ['Access-Control-Request-Method: PUT'],
  ]) {
    const { text, context } = await pass({ cors }, lines, 'OPTIONS')
    assert.match(text, /^HTTP\/1.1 200 OK/)
    assert.doesNotMatch(text, /Access-Control-Allow/)
    assert.equal(context, undefined)
  }
})

test('other requests are marked and go on', async () => {
  // spec 03 #141
  const allowed = (await pass({ cors }, ['Origin: https://x.b.test'])).text
  assert.match(allowed, /Access-Control-Allow-Origin: https:\/\/x\.b\.test\r\n/)
  assert.match(allowed, /Access-Control-Expose-Headers: X-One, X-Two\r\n/)
  assert.match(allowed, /Vary: Origin\r\n/)
  const refused = await pass({ cors }, ['Origin: https://evil.test'])
  assert.doesNotMatch(refused.text, /Access-Control/)
  assert.match(refused.text, /Vary: Origin\r\n/)
  assert.ok(refused.context)
  assert.match((await pass({ cors })).text, /Vary: Origin\r\n/)
})

test('allowed_origin_regex takes the place of the list', async () => {
  // spec 03 #141
  const config = { cors: { allowed_origin: 'https://a.test', allowed_origin_regex: '^https://.*\\.c\\.test$' } }
  assert.match(
    (await pass(config, ['Origin: https://x.c.test'])).text,
    /Access-Control-Allow-Origin: https:\/\/x\.c\.test/,
  )
  assert.doesNotMatch((await pass(config, ['Origin: https://a.test'])).text, /Access-Control/)
  assert.throws(() => create({ cors: { allowed_origin_regex: '(' } }), SyntaxError) // #143
})

test('all origins are *', async () => {
  // spec 03 #142
  assert.match(
    (await pass({ cors: { allow_credentials: true } }, ['Origin: https://x.test'])).text,
    /Access-Control-Allow-Origin: \*/,
  )
})
