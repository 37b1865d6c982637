import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PluginContext, PluginOffer } from '../../kernel/plugin.ts'
import type { RpcMethod } from '../../kernel/rpc.ts'
import { OpError } from '../../lib/op-error.ts'
import { resetterMethods } from './rpc.ts'

const done: string[] = []

function resettable(name: string): PluginOffer {
  return { reset: async () => void done.push(name) }
}

const offers: Readonly<Record<string, PluginOffer>> = {
  http: resettable('http'),
  jobs: resettable('jobs'),
  failing: { reset: async () => Promise.reject(new OpError('static_pool_reset', 'Network', new Error('EOF'))) },
  plain: { reset: async () => Promise.reject(new Error('boom')) },
  kv: {},
}

function having(capability: keyof PluginOffer): unknown {
  return Object.entries(offers).flatMap(([name, offer]) => (offer[capability] === undefined ? [] : [{ name, offer }]))
}

const methods = resetterMethods({ having: having as PluginContext<unknown>['having'] })
const list = methods['List'] as unknown as RpcMethod<boolean, string[]>
const reset = methods['Reset'] as unknown as RpcMethod<string, boolean>

test('List names the plugins that can be reset', async () => {
  // spec 02 #117
  assert.deepEqual(await list.call(true), ['http', 'jobs', 'failing', 'plain'])
})

test('Reset resets that plugin only and answers true', async () => {
  // spec 02 #117
  assert.equal(await reset.call('http'), true)
  assert.deepEqual(done, ['http'])
})

test('Reset says what failed', async () => {
  // spec 02 #117, §7.2
  const failures: readonly (readonly [plugin: string, message: string])[] = [
    ['nope', 'resetter_rpc_reset:\n\tresetter_plugin_reset_by_name: no such plugin: nope'],
    ['kv', 'resetter_rpc_reset:\n\tresetter_plugin_reset_by_name: no such plugin: kv'],
    ['failing', 'resetter_rpc_reset: Network:\n\tstatic_pool_reset: EOF'],
    ['plain', 'resetter_rpc_reset: boom'],
  ]
  for (const [plugin, message] of failures) await assert.rejects(async () => reset.call(plugin), { message })
  assert.deepEqual(done, ['http'])
})
