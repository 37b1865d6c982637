import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../test/support/wait.ts'
import type { LogFields, Logger } from '../lib/log.ts'
import { silentLogger } from '../lib/log.ts'
import { errorText, OpError } from '../lib/op-error.ts'
import { section, text } from '../lib/scalars.ts'
import { graphText } from './boot-order.ts'
import { loadInlineConfig } from './config/load.ts'
import { Kernel, type KernelOptions } from './kernel.ts'
import { definePlugin, defineToken, type Plugin, type PluginOffer } from './plugin.ts'

const a = defineToken<string>('a')
const b = defineToken<string>('b')

/** A kernel over plugins, with the steps and log records it goes through. */
async function kernelOf(plugins: readonly Plugin[], yaml = '', options: Partial<KernelOptions> = {}) {
  const records: string[] = []
  const record = (message: string, fields: LogFields = {}): void => {
    records.push([message, ...Object.values(fields).map(String)].join('|'))
  }
  const log: Logger = { ...silentLogger, warn: record, error: record }
  const { config: reader } = await loadInlineConfig(yaml)
  const kernel = new Kernel({
    plugins,
    reader,
    log,
    makeLogger: () => silentLogger,
    version: '3',
    gracePeriodMs: 1000,
    experimental: false,
    ...options,
  })
  return { kernel, records }
}

/** A plugin that notes what happens to it. */
function noting(name: string, steps: string[], more: Partial<Plugin> & { readonly offer?: PluginOffer } = {}): Plugin {
  const { offer = {}, ...plugin } = more
  return definePlugin({
    name,
    always: true,
    setup(ctx) {
      steps.push(`${name} setup`)
      for (const token of plugin.provides ?? []) ctx.provide(token, name)
      const start = (): void => void steps.push(`${name} start`)
      const stop = (): void => void steps.push(`${name} stop`)
      return { start, stop, ...offer }
    },
    ...plugin,
  })
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    return errorText(error)
  }
  assert.fail('must fail')
}

// spec 02 #71, #74
test('Kernel sets up by needs, starts the heavier first, stops in reverse', async () => {
  const steps: string[] = []
  const plugins = [
    noting('x', steps, { needs: [a] }),
    noting('y', steps, { provides: [a] }),
    noting('rpc', steps, { weight: 100 }),
  ]
  const { kernel } = await kernelOf(plugins)
  await kernel.start()
  await kernel.stop()
  assert.deepEqual(steps, [
    'y setup',
    'x setup',
    'rpc setup',
    'rpc start',
    'y start',
    'x start',
    'x stop',
    'y stop',
    'rpc stop',
  ])
})

// spec 02 #62
test('Kernel takes the first of plugins with one name, and refuses to run none', async () => {
  const steps: string[] = []
  const { kernel, records } = await kernelOf([noting('x', steps), noting('x', steps)])
  await kernel.start()
  assert.deepEqual(steps, ['x setup', 'x start'])
  assert.deepEqual(records, ['a plugin of this name is registered already|x'])
  const empty = await kernelOf([])
  assert.equal(await failure(empty.kernel.start()), 'endure_initialize: no plugins registered')
})

// spec 02 #32
test('Kernel runs a plugin when its section is there and not null', async () => {
  const steps: string[] = []
  const plugins = ['x', 'y', 'z'].map((name) => noting(name, steps, { always: false }))
  const { kernel } = await kernelOf(plugins, 'x: {}\ny:\n')
  await kernel.start()
  assert.deepEqual(
    kernel.active.map(({ name }) => name),
    ['x'],
  )
})

// spec 02 #64 to #66
test('Kernel disables what needs an absent plugin, and what needs that', async () => {
  const steps: string[] = []
  const plugins = [
    noting('chain', steps, { needs: [b] }),
    noting('middle', steps, { needs: [a], provides: [b] }),
    noting('one', steps),
  ]
  const { kernel, records } = await kernelOf(plugins)
  await kernel.start()
  assert.deepEqual(steps, ['one setup', 'one start'])
  assert.deepEqual(records, [
    'plugin disabled|middle|it needs a, which is not configured',
    'plugin disabled|chain|it needs b, which is not configured',
  ])
})

// spec 02 #64, #65
test('Kernel takes a plugin that disables itself for absent, and uses the alternative', async () => {
  const steps: string[] = []
  const disabled = definePlugin({
    name: 'self',
    always: true,
    weight: 5,
    provides: [a],
    setup(ctx) {
      ctx.provide(a, 'self')
      throw new OpError('self_plugin_init', 'Disabled')
    },
  })
  const got: unknown[] = []
  const user = definePlugin({
    name: 'user',
    always: true,
    needs: [a],
    setup(ctx) {
      got.push(ctx.get(a))
      return {}
    },
  })
  const { kernel } = await kernelOf([disabled, user, noting('light', steps, { provides: [a] })])
  await kernel.start()
  assert.deepEqual(got, ['light'])
  const alone = await kernelOf([disabled, user])
  assert.equal(await failure(alone.kernel.start()), 'All plugins are disabled, nothing to serve')
})

test('get() prefers the heavier of two plugins that provide a token', async () => {
  const got: unknown[] = []
  const user = definePlugin({
    name: 'user',
    always: true,
    needs: [a],
    setup(ctx) {
      got.push(ctx.get(a), ctx.find(b))
      assert.throws(() => ctx.get(b), { code: 'RR_PLUGIN_NOT_PROVIDED' })
      return {}
    },
  })
  const { kernel } = await kernelOf([
    user,
    noting('light', [], { provides: [a] }),
    noting('heavy', [], { provides: [a], weight: 2 }),
  ])
  await kernel.start()
  assert.deepEqual(got, ['heavy', undefined])
})

// spec 02 #67
test('Kernel disables plugins that need each other', async () => {
  const plugins = [noting('x', [], { needs: [a], provides: [b] }), noting('y', [], { needs: [b], provides: [a] })]
  const { kernel } = await kernelOf(plugins)
  assert.equal(await failure(kernel.start()), 'All plugins are disabled, nothing to serve')
})

// spec 02 #68, #69
test('having() gives all plugins that offer a capability, in boot order', async () => {
  const names: string[] = []
  const collector = definePlugin({
    name: 'collector',
    always: true,
    weight: 10,
    setup: (ctx) => ({
      start: () => {
        names.push(...ctx.having('health').map(({ name, offer }) => `${name} ${offer.health()}`), ...ctx.active())
      },
    }),
  })
  const offer = { health: () => 200 }
  const { kernel } = await kernelOf([
    collector,
    noting('x', [], { offer }),
    noting('y', []),
    noting('z', [], { offer }),
  ])
  await kernel.start()
  assert.deepEqual(names, ['x 200', 'z 200', 'collector', 'x', 'y', 'z'])
})

// spec 02 #52, #72
test('start() rejects with the chain of the plugin that failed, and stops the others', async () => {
  const steps: string[] = []
  const start = (): never => {
    throw new OpError('x_serve', undefined, 'port in use')
  }
  const { kernel } = await kernelOf([
    noting('one', steps),
    noting('x', steps, { offer: { start } }),
    noting('late', steps),
  ])
  assert.equal(
    await failure(kernel.start()),
    'Function call error:\n\tserve error from the plugin *x.Plugin stopping execution, error: x_serve: port in use',
  )
  assert.deepEqual(steps.slice(3), ['one start', 'late stop', 'x stop', 'one stop'])
})

// spec 02 §2.11
test('the chain of a failed start reads on when the command wraps it', () => {
  const chain = new OpError('', 'FunctionCall', new OpError('serve error', undefined))
  const wrapped = new OpError('handle_serve_command', undefined, chain)
  assert.equal(wrapped.message, 'handle_serve_command: Function call error:\n\tserve error')
})

// spec 02 #17, 09 #8
test('a section that cannot be decoded stops the start, or disables a plugin that says so', async () => {
  const config = section({ listen: text() })
  const strict = await kernelOf([noting('kv', [], { config })], 'kv: 5')
  assert.match(
    await failure(strict.kernel.start()),
    /^kv_plugin_init:\n\tconfig_plugin_unmarshal_key: decoding failed due to the following error\(s\):\n\n'' expected a map/,
  )
  const rpc = noting('rpc', [], { config, disabledByBadConfig: true })
  const lenient = await kernelOf([rpc, noting('x', [])], 'rpc: {listen: [a, b]}')
  await lenient.kernel.start()
  assert.match(lenient.records[0] ?? '', /^plugin disabled\|rpc\|rpc_plugin_init: Vertex disabled:\n\tconfig_plugin/)
})

// spec 02 #52, #72
test('fail() resolves `failed` with the plugin and its error', async () => {
  const broken = definePlugin({
    name: 'x',
    always: true,
    setup: (ctx) => ({ start: () => ctx.fail(new Error('later')) }),
  })
  const { kernel, records } = await kernelOf([broken])
  await kernel.start()
  const { plugin, error } = await kernel.failed
  assert.deepEqual([plugin, errorText(error)], ['x', 'later'])
  assert.deepEqual(records, ["plugin returned an error from the 'Serve' method|later|x"])
})

// spec 02 #53, #71, #73
test('stop() joins errors, tells a plugin its share of the grace period, and stops once', async () => {
  let calls = 0
  const stop = (graceMs: number): never => {
    calls++
    assert.ok(graceMs > 300_000 && graceMs <= 600_000)
    throw new Error('no')
  }
  const { kernel } = await kernelOf([noting('x', [], { offer: { stop } }), noting('y', [], { offer: { stop } })], '', {
    gracePeriodMs: 600_000,
  })
  await kernel.start()
  assert.equal(await failure(kernel.stop()), 'no\nno')
  assert.equal(await failure(kernel.stop()), 'no\nno')
  assert.equal(calls, 2)
  const never = await kernelOf([noting('x', [])])
  await never.kernel.stop()
})

test('stop() warns when the grace period passes, and waits on', async () => {
  const held = Promise.withResolvers<void>()
  const { kernel, records } = await kernelOf([noting('slow', [], { offer: { stop: () => held.promise } })], '', {
    gracePeriodMs: 10,
  })
  await kernel.start()
  const stopped = kernel.stop()
  await until('the warning', () => records.length > 0)
  held.resolve()
  await stopped
  assert.match(records[0] ?? '', /^the grace period has passed, still waiting for a plugin to stop\|slow/)
})

test('stop() during the start lets the current plugin finish and starts no other', async () => {
  const steps: string[] = []
  const held = Promise.withResolvers<void>()
  const { kernel } = await kernelOf([
    noting('slow', steps, { offer: { start: () => held.promise } }),
    noting('x', steps),
  ])
  const starting = failure(kernel.start())
  await new Promise(setImmediate)
  const stopping = kernel.stop()
  held.resolve()
  await stopping
  assert.match(await starting, /^Cannot finish the start/)
  assert.deepEqual(steps, ['slow setup', 'x setup', 'x stop', 'slow stop'])
})

// spec 02 #75
test('graphText() lists each edge once', () => {
  const plugins = [noting('x', [], { needs: [a, b] }), noting('y', [], { provides: [a, b] })]
  assert.equal(
    graphText(plugins),
    'digraph endure {\n\trankdir=TB;\n\tgraph [compound=true];\n\t"*y.Plugin" -> "*x.Plugin";\n}\n',
  )
})

test('phase() tells a plugin when all have started and when the stop begins', async () => {
  const phases: string[] = []
  let ask: () => string = () => ''
  const watcher = definePlugin({
    name: 'watcher',
    always: true,
    setup(ctx) {
      ask = () => ctx.phase()
      return { start: () => void phases.push(ctx.phase()), stop: () => void phases.push(ctx.phase()) }
    },
  })
  const { kernel } = await kernelOf([watcher, noting('x', [])])
  await kernel.start()
  phases.push(ask())
  const stopped = kernel.stop()
  phases.push(ask())
  await stopped
  assert.deepEqual(phases, ['starting', 'running', 'stopping', 'stopping'])
})

test('stop() lets the lame duck period pass before anything stops, as part of the grace period', async (context) => {
  const steps: string[] = []
  let graceMs = 0
  const stop = (left: number): void => {
    steps.push('stop')
    graceMs = left
  }
  const { kernel } = await kernelOf([noting('one', steps, { offer: { stop } })])
  await kernel.start()
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const stopped = kernel.stop(400)
  await new Promise(setImmediate)
  context.mock.timers.tick(399)
  await new Promise(setImmediate)
  assert.ok(!steps.includes('stop'))
  context.mock.timers.tick(1)
  context.mock.timers.reset()
  await stopped
  assert.ok(steps.includes('stop'))
  assert.ok(graceMs <= 1000)
})

test('stop() during the start needs no lame duck period', async () => {
  const steps: string[] = []
  const { kernel } = await kernelOf([
    noting('one', steps, {
      offer: { start: () => Promise.reject(new Error('no')), stop: () => void steps.push('stop') },
    }),
  ])
  await failure(kernel.start())
  await kernel.stop(2 ** 30)
  assert.ok(steps.includes('stop'))
})

test('reset() replaces what has workers, at once, and tells what failed', async () => {
  const steps: string[] = []
  const { kernel } = await kernelOf([
    noting('one', steps, { offer: { reset: () => Promise.reject(new Error('broken')) } }),
    noting('two', steps, { offer: { reset: async () => void steps.push('two reset') } }),
    noting('three', steps),
  ])
  await kernel.start()
  const failures = await kernel.reset()
  assert.deepEqual(
    failures.map(({ plugin, error }) => [plugin, errorText(error)]),
    [['one', 'broken']],
  )
  assert.ok(steps.includes('two reset'))
  await kernel.stop()
})

test('inFlight() lists what a stop would wait for', async () => {
  const inFlight = () => [{ what: 'requests', count: 2 }]
  const { kernel } = await kernelOf([noting('one', [], { offer: { inFlight } }), noting('two', [])])
  await kernel.start()
  assert.deepEqual(kernel.inFlight(), [{ plugin: 'one', what: 'requests', count: 2 }])
  await kernel.stop()
})
