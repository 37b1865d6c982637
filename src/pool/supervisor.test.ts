// Limits of a worker's life. Cases: spec 01 §11, §18 D9, §19 #73, #76, #78.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { poolConfig } from './config.ts'
import { judge } from './supervisor.ts'

const MiB = 1_048_576
const now = 1_000_000

function limits(section: Record<string, unknown>) {
  const { supervisor } = poolConfig.parse({ supervisor: section })
  if (supervisor === undefined) throw new Error('the section is there')
  return supervisor
}

const young = { createdMs: now - 10, lastUsedMs: now - 5, state: 'ready' } as const

describe('judge()', () => {
  test('lets a worker within all limits live, and any when there are none', () => {
    assert.equal(judge(young, 5 * MiB, now, limits({ ttl: '1h', max_worker_memory: 10, idle_ttl: '5s' })), undefined)
    const old = { createdMs: 0, lastUsedMs: 1, state: 'ready' } as const
    assert.equal(judge(old, 5000 * MiB, now, limits({})), undefined)
  })

  // spec 01 #76
  test('ends a life of ttl', () => {
    const ttl = limits({ ttl: '10s' })
    assert.equal(judge({ ...young, createdMs: now - 9999 }, 0, now, ttl), undefined)
    assert.equal(judge({ ...young, createdMs: now - 10_000 }, 0, now, ttl), 'ttlReached')
  })

  // spec 01 #73
  test('ends a worker of max_worker_memory', () => {
    const memory = limits({ max_worker_memory: 100 })
    assert.equal(judge(young, 100 * MiB - 1, now, memory), undefined)
    assert.equal(judge(young, 100 * MiB, now, memory), 'maxMemoryReached')
  })

  // spec 01 #78, D9
  test('ends a worker idle for idle_ttl since the end of its last request, but none that never had one or is at work', () => {
    const idle = limits({ idle_ttl: '1s' })
    assert.equal(judge({ ...young, lastUsedMs: now - 999 }, 0, now, idle), undefined)
    assert.equal(judge({ ...young, lastUsedMs: now - 1000 }, 0, now, idle), 'idleTTLReached')
    assert.equal(judge({ ...young, lastUsedMs: 0 }, 0, now, idle), undefined)
    assert.equal(judge({ ...young, lastUsedMs: now - 9000, state: 'working' }, 0, now, idle), undefined)
  })

  test('names the first of ttl, memory and idleness', () => {
    const all = limits({ ttl: '1s', max_worker_memory: 1, idle_ttl: '1s' })
    const worker = { createdMs: 0, lastUsedMs: 1, state: 'ready' } as const
    assert.equal(judge(worker, 5 * MiB, now, all), 'ttlReached')
    assert.equal(judge({ ...worker, createdMs: now }, 5 * MiB, now, all), 'maxMemoryReached')
    assert.equal(judge({ ...worker, createdMs: now }, 0, now, all), 'idleTTLReached')
  })
})
