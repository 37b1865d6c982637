import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../contract.ts'
import { emptyMessage } from '../message.ts'
import { InstanceKeys, SharedKeys, UniquePush } from './unique-keys.ts'

const unique = { header: 'rr-unique', ttl: 1000, scope: 'instance', ignore: false } as const

function message(id: string, key?: string): Message {
  return { ...emptyMessage(), id, pipeline: 'test', headers: key === undefined ? {} : { 'rr-unique': [key] } }
}

/** A pipeline that notes what it is given. */
class Pushed {
  readonly ids: string[] = []
  refused = 0
  failure: Error | undefined
  readonly #push: UniquePush

  constructor(push: UniquePush) {
    this.#push = push
  }

  push(...messages: readonly Message[]): Promise<number> {
    const take = (accepted: readonly Message[]): void => {
      if (this.failure !== undefined) throw this.failure
      this.ids.push(...accepted.map(({ id }) => id))
    }
    return this.#push.push(messages, take, () => this.refused++)
  }
}

test('a key counts once until its time is over', async () => {
  let now = 0
  const jobs = new Pushed(new UniquePush(new InstanceKeys('test', 1000, () => now), unique))
  await jobs.push(message('1', 'a'), message('2', 'b'), message('3'), message('4'))
  now = 999
  await assert.rejects(jobs.push(message('5', 'c'), message('6', 'a'), message('7', 'd')), {
    code: 'RR_JOBS_DUPLICATE',
    message: /one with the key a was pushed not long ago \(jobs\.pipelines\.test\.unique\)/,
  })
  now = 1000
  await jobs.push(message('8', 'a'), message('9', 'b'))
  assert.deepEqual(jobs.ids, ['1', '2', '3', '4', '5', '8', '9'])
  assert.equal(jobs.refused, 1)
})

test('a duplicate that is ignored is left out', async () => {
  const jobs = new Pushed(new UniquePush(new InstanceKeys('test', 1000), { ...unique, ignore: true }))
  assert.equal(await jobs.push(message('1', 'a'), message('2', 'a'), message('3')), 2)
  assert.deepEqual([jobs.ids, jobs.refused], [['1', '3'], 1])
})

test('a push that fails gives its keys back', async () => {
  const jobs = new Pushed(new UniquePush(new InstanceKeys('test', 60_000), unique))
  jobs.failure = new Error('broker is away')
  await assert.rejects(jobs.push(message('1', 'a')), /broker is away/)
  jobs.failure = undefined
  await jobs.push(message('2', 'a'))
  assert.deepEqual(jobs.ids, ['2'])
})

test('two pushes of one key at a time: one is accepted', async () => {
  const jobs = new Pushed(new UniquePush(new InstanceKeys('test', 60_000), unique))
  const both = await Promise.allSettled(['1', '2'].map((id) => jobs.push(message(id, 'a'))))
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((left, right) => left.localeCompare(right)),
    ['fulfilled', 'rejected'],
  )
  assert.equal(jobs.ids.length, 1)
})

test('shared keys are leases', async () => {
  const held = new Map<string, number>()
  const lease = async (
    name: string,
    ttlMs: number,
  ): Promise<undefined | { token: number; renew: never; release: () => Promise<boolean> }> => {
    if (held.has(name)) return undefined
    held.set(name, ttlMs)
    return { token: 1, renew: undefined as never, release: async () => held.delete(name) }
  }
  const keys = new SharedKeys({ lease }, 'test', 5000)
  const taken = await keys.take('a')
  assert.deepEqual([...held], [['jobs unique test a', 5000]])
  assert.equal(await keys.take('a'), undefined)
  await taken?.release()
  assert.notEqual(await keys.take('a'), undefined)
})
