import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { test } from 'node:test'
import type { JobsInfo, KernelPhase, PluginContext, PluginOffer } from '../../kernel/plugin.ts'
import type { RpcMethod } from '../../kernel/rpc.ts'
import { silentLogger } from '../../lib/log.ts'
import { openControlServer } from '../../os/control-server.ts'
import { report } from './checks.ts'
import { statusConfig } from './config.ts'
import { status as plugin } from './plugin.ts'
import { answerStatus } from './routes.ts'
import { statusMethods } from './rpc.ts'

const unavailable = 599

function contextOf(offers: Readonly<Record<string, PluginOffer>>, phase: () => KernelPhase = () => 'running') {
  const infos: string[] = []
  const having = (capability: keyof PluginOffer) =>
    Object.entries(offers).flatMap(([name, offer]) => (offer[capability] === undefined ? [] : [{ name, offer }]))
  const log = { ...silentLogger, info: (message: string) => void infos.push(message) }
  return { having: having as PluginContext<unknown>['having'], phase, log, infos }
}

/** A check as a plugin may have it, `nil` included. */
const offering = (check: () => unknown): PluginOffer => ({
  health: check as () => number,
  ready: check as () => number,
})

const failing = (): never => {
  throw new Error('boom')
}
const internal = 'internal server error, see logs'
const unexpected = 'unexpected status code'
const nil = 'plugin is not available'

/** Per kind and with or without names: HTTP status, entry's code, entry's text. */
type Cell = readonly [http: number, code: number, text: string]
const rows: ReadonlyArray<
  readonly [what: string, check: () => unknown, health: Cell, healthNamed: Cell, ready: Cell, readyNamed: Cell]
> = [
  [
    'an error',
    failing,
    [unavailable, unavailable, 'boom'],
    [200, 500, 'boom'],
    [200, 500, 'boom'],
    [unavailable, 500, 'boom'],
  ],
  [
    'nothing',
    () => undefined,
    [200, unavailable, `${nil}, returned nil`],
    [200, unavailable, nil],
    [200, unavailable, `${nil}, returned nil`],
    [200, unavailable, nil],
  ],
  ...[500, 503].map((code): (typeof rows)[number] => {
    const cell: Cell = [unavailable, unavailable, internal]
    return [String(code), () => code, cell, cell, cell, cell]
  }),
  ...[100, 200, 400].map((code): (typeof rows)[number] => {
    const cell: Cell = [200, code, '']
    return [String(code), () => code, cell, cell, cell, cell]
  }),
  ...[0, 99, 404, 499].map((code): (typeof rows)[number] => {
    const cell: Cell = [200, code, unexpected]
    return [String(code), () => code, cell, cell, cell, cell]
  }),
]

for (const [what, check, ...cells] of rows) {
  test(`a plugin that answers ${what}`, () => {
    // spec 03 #169, #170
    const ctx = contextOf({ http: offering(check) })
    const asked = [
      report(ctx, 'health', [], unavailable),
      report(ctx, 'health', ['http'], unavailable),
      report(ctx, 'ready', [], unavailable),
      report(ctx, 'ready', ['http'], unavailable),
    ]
    assert.deepEqual(
      asked.map(({ status, entries }) => [status, entries[0]?.status_code, entries[0]?.error_message]),
      cells,
    )
  })
}

test('a plugin that is not known is passed over', () => {
  // spec 03 #171
  const ctx = contextOf({ http: { health: () => 200 } })
  assert.deepEqual(report(ctx, 'health', ['nope'], 503), { status: 200, entries: [] })
  assert.deepEqual(report(ctx, 'ready', ['http'], 503), { status: 200, entries: [] })
  assert.deepEqual(ctx.infos, ['plugin does not support health checks', 'plugin does not support readiness checks'])
})

async function serve(offers: Readonly<Record<string, PluginOffer>>, phase?: () => KernelPhase) {
  const pages = { ctx: contextOf(offers, phase), unavailable: 503 }
  const server = await openControlServer('127.0.0.1:0', (req, res) => void answerStatus(pages, req, res), {
    requestTimeoutMs: 60_000,
    idleTimeoutMs: 1000,
  })
  const get = async (path: string): Promise<[number, string]> => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`)
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
    return [response.status, await response.text()]
  }
  return { get, [Symbol.asyncDispose]: () => server.close(0) }
}

test('/health and /ready print a JSON list, keys in order; several plugins can be named', async () => {
  // spec 03 #167, #168
  await using busy = await serve({ http: { health: () => 200, ready: () => 503 }, jobs: { health: () => 200 } })
  const entry = (name: string, code: number, text = '') =>
    `{"plugin_name":"${name}","error_message":"${text}","status_code":${code}}`
  assert.deepEqual(await busy.get('/health?plugin=http'), [200, `[${entry('http', 200)}]`])
  assert.deepEqual(await busy.get('/health?plugin=jobs&plugin=http'), [
    200,
    `[${entry('jobs', 200)},${entry('http', 200)}]`,
  ])
  assert.deepEqual(await busy.get('/ready?plugin=http'), [503, `[${entry('http', 503, internal)}]`])
  assert.deepEqual(await busy.get('/health?plugin=http,jobs'), [200, '[]'])
  assert.deepEqual(await busy.get('/other'), [404, '404 page not found\n'])
})

test('/jobs lists pipelines, or says that there are none', async () => {
  // spec 03 #172, spec 09 #12
  const info: JobsInfo = {
    Pipeline: 'p',
    Driver: 'memory',
    Queue: 'q',
    Active: 1,
    Delayed: 2,
    Reserved: 3,
    Ready: true,
    Priority: 10,
    ErrorMessage: '',
  }
  await using server = await serve({ jobs: { jobs: async () => [info] } })
  const [code, text] = await server.get('/jobs')
  assert.equal(code, 200)
  assert.equal(
    text,
    '[{"pipeline":"p","priority":10,"ready":true,"queue":"q","active":1,"delayed":2,"reserved":3,"driver":"memory","error_message":""}]',
  )
  await using without = await serve({})
  assert.deepEqual(await without.get('/jobs'), [503, 'jobs plugin not found\n'])
  await using broken = await serve({ jobs: { jobs: () => Promise.reject(new Error('x')) } })
  assert.deepEqual(await broken.get('/jobs'), [503, 'jobs plugin not found\n'])
})

test('the phase of the server decides readiness', async () => {
  // spec 03 #174
  let phase: KernelPhase = 'starting'
  await using server = await serve({ http: { health: () => 200, ready: () => 200 } }, () => phase)
  const codes = async () => {
    const pages = ['/livez', '/startupz', '/readyz', '/health', '/ready', '/jobs']
    return Promise.all(pages.map(async (path) => (await server.get(path))[0]))
  }
  assert.deepEqual(await codes(), [200, 503, 503, 200, 503, 503])
  phase = 'running'
  assert.deepEqual(await codes(), [200, 200, 200, 200, 200, 503])
  phase = 'stopping'
  assert.deepEqual(await codes(), [200, 200, 503, 200, 503, 503])
  assert.deepEqual(await server.get('/health'), [200, 'service is shutting down\n'])
  assert.deepEqual(await server.get('/jobs'), [503, 'service is shutting down\n'])
})

test('/readyz stays ready while workers are busy, and names the plugin that has none', async () => {
  await using busy = await serve({ http: { health: () => 200, ready: () => 503 } })
  assert.deepEqual(await busy.get('/readyz'), [200, 'running\n'])
  await using dead = await serve({ http: { health: () => 503, ready: () => 503 } })
  assert.deepEqual(await dead.get('/readyz'), [503, 'running\nhttp: 503\n'])
})

test('RPC tells the codes of one plugin', async () => {
  // spec 03 #173
  const methods = statusMethods(contextOf({ http: { health: () => 200, ready: () => 503 }, odd: offering(failing) }))
  const call = (name: string, plugin: string) =>
    (methods[name] as unknown as RpcMethod<{ plugin: string }, { code: number }>).call({ plugin })
  assert.deepEqual(call('Status', 'http'), { code: 200, message: '' })
  assert.deepEqual(call('Ready', 'http'), { code: 503, message: '' })
  assert.throws(() => call('Status', 'x'), {
    message: 'checker_rpc_status:\n\tchecker_plugin_status: no such plugin: x',
  })
  assert.throws(() => call('Ready', 'x'), { message: 'checker_rpc_ready:\n\tchecker_plugin_ready: no such plugin: x' })
  assert.throws(() => call('Status', 'odd'), { message: 'checker_rpc_status: boom' })
})

test('RPC carries the messages of status.v1', () => {
  const { request, response } = statusMethods(contextOf({}))['Status'] as unknown as RpcMethod<unknown, unknown>
  const decoded = request.proto?.decode(Buffer.from('\n\x04http')) as { plugin: string } | undefined
  assert.equal(decoded?.plugin, 'http')
  assert.deepEqual(Buffer.from(response.proto?.encode({ code: 503, message: '' }) ?? []), Buffer.from([8, 0xf7, 3]))
  assert.deepEqual(response.format({ code: 200, message: '' }), { code: 200 })
})

test('defaults, and an address in use', async () => {
  // spec 03 #175
  const config = statusConfig.parse({ check_timeout: -1 })
  assert.deepEqual([config.unavailable_status_code, statusConfig.parse({}).check_timeout], [503, 60])
  const taken = await openControlServer('127.0.0.1:0', () => {}, { requestTimeoutMs: 1000, idleTimeoutMs: 1000 })
  const address = `127.0.0.1:${taken.port}`
  const ctx = { ...contextOf({}), config: { ...config, address } } as unknown as Parameters<typeof plugin.setup>[0]
  const offer = await plugin.setup(ctx)
  await assert.rejects(async () => offer.start?.(), { code: 'RR_STATUS_LISTEN_FAILED' })
  await offer.stop?.(0)
  await taken.close(0)
})

test('a status that no answer can have is refused at the start', async () => {
  for (const code of [1, 100, 1000]) {
    const config = statusConfig.parse({ unavailable_status_code: code })
    const ctx = { ...contextOf({}), config } as unknown as Parameters<typeof plugin.setup>[0]
    await assert.rejects(async () => plugin.setup(ctx), { code: 'RR_STATUS_CODE_INVALID' })
  }
})

test('a request target that is no URL is a page that is not there', async (t) => {
  // A rejection here would end the server.
  const pages = { ctx: contextOf({}), unavailable }
  const answers: Promise<void>[] = []
  const limits = { requestTimeoutMs: 1000, idleTimeoutMs: 1000 }
  const server = await openControlServer(
    '127.0.0.1:0',
    (req, res) => void answers.push(answerStatus(pages, req, res)),
    limits,
  )
  t.after(() => server.close(0))
  for (const path of ['//', '//[', '//x:99999/']) {
    const [res] = (await once(request({ port: server.port, path, agent: false }).end(), 'response')) as [
      IncomingMessage,
    ]
    res.resume()
    assert.equal(res.statusCode, 404, path)
  }
  await Promise.all(answers)
})
