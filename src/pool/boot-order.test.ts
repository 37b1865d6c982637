import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { BootOrder } from './boot-order.ts'

interface Start {
  readonly begin: () => Promise<string>
  readonly boot: PromiseWithResolvers<string>
}

function starts(count: number, begun: number[]): readonly Start[] {
  return Array.from({ length: count }, (_, index) => {
    const boot = Promise.withResolvers<string>()
    return { boot, begin: () => (begun.push(index), boot.promise) }
  })
}

test('run() begins a start when the one before is up, or has failed', async () => {
  const begun: number[] = []
  const [first, second, third] = starts(3, begun) as [Start, Start, Start]
  const order = new BootOrder(() => Promise.withResolvers<void>().promise)
  const boots = [first, second, third].map(({ begin }) => order.run(begin))
  await turn()
  assert.deepEqual(begun, [0])
  first.boot.resolve('up')
  await turn()
  assert.deepEqual(begun, [0, 1])
  second.boot.reject(new Error('no PHP'))
  await assert.rejects(boots[1] as Promise<string>, { message: 'no PHP' })
  await turn()
  assert.deepEqual(begun, [0, 1, 2])
  third.boot.resolve('up as well')
  assert.deepEqual([await boots[0], await boots[2]], ['up', 'up as well'])
})

test('run() lets nobody wait for a slow one longer than the pause', async () => {
  const begun: number[] = []
  const [slow, next] = starts(2, begun) as [Start, Start]
  const pause = Promise.withResolvers<void>()
  const order = new BootOrder(() => pause.promise)
  const boots = [order.run(slow.begin), order.run(next.begin)]
  await turn()
  assert.deepEqual(begun, [0])
  pause.resolve()
  next.boot.resolve('up')
  assert.equal(await boots[1], 'up')
  assert.deepEqual(begun, [0, 1])
  slow.boot.resolve('late')
  assert.equal(await boots[0], 'late')
})
