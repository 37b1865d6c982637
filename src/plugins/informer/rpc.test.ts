import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { JobsInfo, PluginContext, PluginOffer, WorkerInfo } from '../../kernel/plugin.ts'
import type { RpcMethod } from '../../kernel/rpc.ts'
import { stringifyJson } from '../../lib/big-json.ts'
import { silentLogger } from '../../lib/log.ts'
import { informerMethods } from './rpc.ts'

type Offers = Readonly<Record<string, PluginOffer>>

/** The part of a plugin's context that says who offers what. */
function context(offers: Offers): Pick<PluginContext<unknown>, 'having' | 'log'> {
  const having = (capability: keyof PluginOffer): unknown =>
    Object.entries(offers).flatMap(([name, offer]) => (offer[capability] === undefined ? [] : [{ name, offer }]))
  return { having: having as PluginContext<unknown>['having'], log: silentLogger }
}

function method(offers: Offers, name: string): RpcMethod<unknown, unknown> {
  return informerMethods(context(offers))[name] as unknown as RpcMethod<unknown, unknown>
}

const worker: WorkerInfo = {
  pid: 42,
  status: 1,
  numExecs: 7,
  created: 1_700_000_000_000_000_001n,
  memoryUsage: 1024,
  CPUPercent: 0.5,
  command: '',
  statusStr: 'ready',
}

const pipeline: JobsInfo = {
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

test('List names the plugins that have workers', async () => {
  // spec 02 #110
  const offers: Offers = { http: { workers: async () => [] }, kv: {}, jobs: { workers: async () => [] } }
  assert.deepEqual(await method(offers, 'List').call(true), ['http', 'jobs'])
  assert.deepEqual(await method({}, 'List').call(false), [])
})

test('Workers writes exactly the keys that PHP reads, created in full', async () => {
  // spec 02 #111, #116
  const workers = method({ http: { workers: async () => [worker] } }, 'Workers')
  const answer = await workers.call('http')
  assert.equal(
    stringifyJson(workers.response.format(answer)),
    '{"workers":[{"pid":42,"status":1,"numExecs":7,"created":1700000000000000001,"memoryUsage":1024,"CPUPercent":0.5,"command":"","statusStr":"ready"}]}',
  )
  assert.deepEqual(workers.response.formatMsgpack?.(answer), {
    Workers: [
      {
        Pid: 42,
        Status: 1,
        NumExecs: 7,
        Created: worker.created,
        MemoryUsage: 1024,
        CPUPercent: 0.5,
        Command: '',
        StatusStr: 'ready',
      },
    ],
  })
})

test('Workers answers an empty list for an unknown plugin and for one that fails', async () => {
  // spec 02 #111
  const offers: Offers = { http: { workers: async () => Promise.reject(new Error('boom')) } }
  assert.deepEqual(await method(offers, 'Workers').call('nope'), { workers: [] })
  assert.deepEqual(await method(offers, 'Workers').call('http'), { workers: [] })
})

test('Jobs gives the pipelines, or null when there is nothing to tell', async () => {
  // spec 02 #112
  const offers: Offers = {
    jobs: { jobs: async () => [pipeline] },
    broken: { jobs: async () => Promise.reject(new Error('boom')) },
  }
  assert.deepEqual(await method(offers, 'Jobs').call('jobs'), [pipeline])
  assert.equal(await method(offers, 'Jobs').call('broken'), null)
  assert.equal(await method(offers, 'Jobs').call('nope'), null)
})

test('Jobs gives a plugin one minute', async (t: TestContext) => {
  // spec 02 #112
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const answer = method({ jobs: { jobs: () => new Promise<never>(() => {}) } }, 'Jobs').call('jobs')
  t.mock.timers.tick(60_000)
  assert.equal(await answer, null)
})

test('AddWorker and RemoveWorker reach the plugin once and answer false', async () => {
  // spec 02 #113
  for (const [name, capability] of [
    ['AddWorker', 'addWorker'],
    ['RemoveWorker', 'removeWorker'],
  ] as const) {
    let calls = 0
    const offers: Offers = {
      http: { [capability]: async () => void calls++ },
      failing: { [capability]: async () => Promise.reject(new Error('own text')) },
      kv: {},
    }
    assert.equal(await method(offers, name).call('http'), false)
    assert.equal(calls, 1)
    const unsupported = { message: 'plugin kv does not support workers management' }
    await assert.rejects(async () => method(offers, name).call('kv'), unsupported)
    await assert.rejects(async () => method(offers, name).call('failing'), { message: 'own text' })
  }
})
