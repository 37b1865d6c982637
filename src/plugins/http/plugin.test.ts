import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConfigReader } from '../../kernel/config-reader.ts'
import type { PluginContext, PluginOffer, Token } from '../../kernel/plugin.ts'
import { userModulesToken } from '../../kernel/user-modules.ts'
import { section, text } from '../../lib/scalars.ts'
import type { PoolConfig } from '../../pool/config.ts'
import { serverToken } from '../server/contract.ts'
import { type HttpConfig, httpConfig } from './config.ts'
import { defineMiddleware } from './contract.ts'
import { http } from './plugin.ts'
import { FakePool, jsonHead } from './testing/fake-pool.ts'
import { type LoggedRecord, recordingLogger } from './testing/plane.ts'

/** Sets the plugin up with a section, over a pool without processes. */
async function setUp(config: Record<string, unknown>, user: readonly unknown[] = [], experimental = false) {
  const records: LoggedRecord[] = []
  const pools: { config: PoolConfig; env: unknown; options: unknown }[] = []
  const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false))
  const server = {
    newPool: (poolConfig: PoolConfig, env: unknown, options: unknown) => {
      pools.push({ config: poolConfig, env, options })
      return Promise.resolve(pool)
    },
    uid: 0,
    gid: 0,
  }
  const tokens = new Map<Token<unknown>, unknown>([
    [serverToken, server],
    [userModulesToken, { definitions: () => user }],
  ])
  const ctx = {
    config: httpConfig.parse(config),
    log: recordingLogger(records),
    reader: readerOf({ http: config }),
    experimental,
    get: (token: Token<unknown>) => tokens.get(token),
    find: (token: Token<unknown>) => tokens.get(token),
  } as unknown as PluginContext<HttpConfig>
  const offer: PluginOffer = await http.setup(ctx)
  return { offer, pool, pools, records }
}

function readerOf(tree: Record<string, unknown>): ConfigReader {
  const get = (path: string): unknown =>
    path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], tree)
  return { get, has: (path: string) => get(path) !== undefined && get(path) !== null } as unknown as ConfigReader
}

const noMethod =
  'http_plugin_init:\n\tvalidation: unable to run http service, no method has been specified (http, https, http/2 or FastCGI)'

test('http without a listener does not start', async () => {
  // spec 03 #2, #5
  await assert.rejects(setUp({}), { message: noMethod })
  await assert.rejects(setUp({ ssl: { address: ':443' } }), { message: noMethod })
  await assert.rejects(setUp({ address: '8080' }), {
    message: 'http_plugin_init:\n\tvalidation: malformed http server address',
  })
})

test('FastCGI alone is enough of a listener; HTTP/3 is none', async () => {
  // spec 03 #3, #14, §2.5
  const config = { fcgi: { address: 'tcp://127.0.0.1:0' }, http3: { address: ':1' } }
  const { offer, records } = await setUp(config)
  assert.equal(records.length, 0)
  await offer.start?.()
  assert.deepEqual(records.at(-1)?.message, 'fcgi server was started')
  await offer.stop?.(1000)
  const experimental = await setUp(config, [], true)
  assert.deepEqual(
    experimental.records.map(({ level, message }) => [level, message]),
    [['warn', 'HTTP/3 is not served: this build has no QUIC; clients use HTTP/2 over TLS (http.http3)']],
  )
  await assert.rejects(setUp({ http3: { address: ':1' } }), { message: noMethod })
})

test('what HTTPS lacks is named at the start', async () => {
  // spec 03 #11, §2.2
  await assert.rejects(setUp({ ssl: { key: '/none/a', cert: '/none/b' } }), {
    message: "http_plugin_init:\n\tvalidation: key file '/none/a' does not exists",
  })
  const { records } = await setUp({ address: '127.0.0.1:0', ssl: { redirect: true } })
  assert.match(String(records[0]?.message), /^redirect to HTTPS is asked for without HTTPS/)
})

test('an empty section has the defaults of RoadRunner', () => {
  // spec 03 #6, #19
  const config = httpConfig.parse({})
  assert.deepEqual([config.internal_error_code, config.max_request_size, config.codec], [500, 1000, 'json'])
  assert.equal(config.pool.num_workers, 0)
  assert.deepEqual(httpConfig.parse({ middleware: 'a,b' }).middleware, ['a', 'b'])
  assert.throws(() => httpConfig.parse({ uploads: 3 })) // #16
})

test('the plugin serves, lists, resets and stops its pool', async () => {
  // spec 03 #113–#116
  const address = `127.0.0.1:${20_000 + Math.floor(Math.random() * 20_000)}`
  const { offer, pool, pools, records } = await setUp({ address, pool: { num_workers: 3 } })
  assert.deepEqual(await offer.workers?.(), [])
  assert.deepEqual([offer.health?.(), offer.ready?.()], [503, 503])
  await offer.reset?.()
  assert.deepEqual(
    records.map(({ message }) => message),
    ['reset signal was received', 'pool is nil, nothing to reset'],
  )
  await offer.start?.()
  assert.deepEqual(
    [pools[0]?.config.num_workers, pools[0]?.env, pools[0]?.options],
    [3, { RR_MODE: 'http' }, { plugin: 'http', section: 'http.pool', warmup: [] }],
  )
  assert.deepEqual(records.at(-1), { level: 'debug', message: 'http server was started', fields: { address } })
  assert.equal(await (await fetch(`http://${address}`)).text(), 'ok')
  assert.deepEqual([offer.health?.(), offer.ready?.()], [200, 200])
  pool.states = { working: 1 }
  assert.deepEqual([offer.health?.(), offer.ready?.()], [200, 503])
  await offer.addWorker?.()
  await offer.removeWorker?.()
  await offer.reset?.()
  assert.equal(records.at(-1)?.message, 'plugin was successfully reset')
  await offer.stop?.(1000)
  await offer.stop?.(1000)
  assert.deepEqual(pool.calls, ['addWorker', 'removeWorker', 'reset', 'destroy', 'destroy'])
})

test('stop before start is harmless', async () => {
  const { offer } = await setUp({ address: ':1' })
  await offer.stop?.(0)
})

test('a middleware of a user module takes its section and its place', async () => {
  const greet = defineMiddleware({
    name: 'greet',
    config: section({ word: text().default('hi') }),
    create:
      ({ config }) =>
      (next) =>
      async (exchange) => {
        await next(exchange)
        exchange.response.headers.set('x-greet', config.word)
      },
  })
  const address = `127.0.0.1:${20_000 + Math.floor(Math.random() * 20_000)}`
  const { offer } = await setUp({ address, middleware: ['greet'], greet: { word: 'hello' } }, [greet])
  await offer.start?.()
  assert.equal((await fetch(`http://${address}`)).headers.get('x-greet'), 'hello')
  await offer.stop?.(1000)
})

test('a middleware that cannot be set up stops the start and names its section', async () => {
  // spec 03 #143
  const config = { address: ':1', middleware: ['headers'], headers: { cors: { allowed_origin_regex: '(' } } }
  await assert.rejects(setUp(config), { code: 'RR_HTTP_MIDDLEWARE_FAILED', message: /\(http\.headers\)$/ })
})
