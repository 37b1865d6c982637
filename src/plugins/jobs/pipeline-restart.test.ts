import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogger } from '../../lib/log.ts'
import { Consumer } from './consumer.ts'
import { type JobsDriver, type JobsDriverDefinition } from './contract.ts'
import { JobCounters } from './counters.ts'
import { memory } from './drivers/memory.ts'
import { Pipeline } from './pipeline.ts'
import { restartPipeline } from './pipeline-restart.ts'
import { noPolicy } from './policy/read-policy.ts'
import { Settlement } from './settlement.ts'

/** A pipeline, and what its drivers were asked. */
class Restarted {
  readonly calls: string[] = []
  readonly pipeline: Pipeline
  failures = 0

  constructor(declared: boolean) {
    const counters = new JobCounters()
    const log = silentLogger
    const settlement = new Settlement({ log, counters, bury: () => {} })
    const consumer = new Consumer({ pools: [''], queueLimit: 10, leaveMalformed: false, log, counters, settlement })
    const settings = { name: 'test', priority: 10, pool: '', timeoutMs: 1000, declared, policy: noPolicy }
    this.pipeline = new Pipeline(settings, memory as unknown as JobsDriverDefinition<unknown>, consumer)
  }

  readonly open = (): JobsDriver => {
    this.calls.push('open')
    if (this.failures-- > 0) throw new Error('broker is away')
    const note = (call: string) => (): void => void this.calls.push(call)
    const state = { queue: '', active: 0, delayed: 0, reserved: 0 }
    return {
      push: note('push'),
      run: note('run'),
      pause: note('pause'),
      onRoom: () => {},
      state: () => state,
      stop: note('stop'),
    }
  }

  restart(): Promise<void> {
    return restartPipeline(this.pipeline, { open: this.open, log: silentLogger, firstPauseMs: 1 })
  }
}

// spec 04 #58, #59
test('restartPipeline() opens it anew, taking jobs only if it did', async () => {
  for (const taking of [true, false]) {
    const under = new Restarted(false)
    await under.pipeline.open(under.open)
    if (taking) await under.pipeline.resume()
    under.calls.length = 0
    await under.restart()
    assert.deepEqual(under.calls, taking ? ['stop', 'open', 'run'] : ['stop', 'open'])
    assert.equal(under.pipeline.ready, taking)
  }
})

// spec 04 #60
test('restartPipeline() rejects when a pipeline of the file does not open', async () => {
  const under = new Restarted(false)
  await under.pipeline.open(under.open)
  under.failures = 1
  await assert.rejects(under.restart(), /broker is away/)
})

test('restartPipeline() goes on until a declared pipeline opens', async () => {
  const under = new Restarted(true)
  await under.pipeline.open(under.open)
  await under.pipeline.resume()
  under.calls.length = 0
  under.failures = 2
  await under.restart()
  assert.deepEqual(under.calls, ['stop', 'open', 'open', 'open', 'run'])
})

test('restartPipeline() ends when the pipeline is destroyed', async () => {
  const under = new Restarted(true)
  await under.pipeline.open(under.open)
  under.failures = Number.POSITIVE_INFINITY
  const restarted = under.restart()
  await under.pipeline.destroy()
  await restarted
  assert.equal(under.pipeline.destroyed, true)
})
