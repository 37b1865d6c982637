import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gate } from './gate.ts'

class Item {
  admitted = false
  readonly priority: number
  readonly name: string
  readonly key: string | undefined

  constructor(name: string, key?: string, priority = 10) {
    this.name = name
    this.key = key
    this.priority = priority
  }
}

const gateOf = (limit = Number.POSITIVE_INFINITY): Gate<Item> => new Gate<Item>({ limit, keyOf: ({ key }) => key })
const names = (items: readonly Item[]): string[] => items.map(({ name }) => name)

test('no more than the limit run, the most urgent next', () => {
  const gate = gateOf(2)
  const [a, b, late, urgent] = [new Item('a'), new Item('b'), new Item('late'), new Item('urgent', undefined, 1)]
  assert.deepEqual(
    [a, b, late, urgent].map((item) => gate.enter(item)),
    [true, true, false, false],
  )
  assert.equal(gate.held, 2)
  assert.deepEqual(names(gate.leave(a)), ['urgent'])
  assert.deepEqual(names(gate.leave(b)), ['late'])
  assert.equal(gate.held, 0)
  // An admitted one that comes from its queue passes.
  assert.deepEqual(
    [late, urgent].map((item) => gate.enter(item)),
    [true, true],
  )
})

test('jobs of one key run one after another, in order; others do not wait', () => {
  const gate = gateOf()
  const [first, second, third] = ['1', '2', '3'].map((name) => new Item(name, 'k')) as [Item, Item, Item]
  const other = new Item('other', 'o')
  assert.deepEqual(
    [first, second, third, other].map((item) => gate.enter(item)),
    [true, false, false, true],
  )
  assert.deepEqual(names(gate.leave(first)), ['2'])
  assert.deepEqual(names(gate.leave(second)), ['3'])
  assert.deepEqual(gate.leave(third), [])
  assert.equal(gate.enter(new Item('4', 'k')), true)
})

test('a job that waits for the limit is not overtaken by a later one of its key', () => {
  const gate = gateOf(1)
  const busy = new Item('busy')
  const [first, second] = [new Item('1', 'k'), new Item('2', 'k')]
  assert.deepEqual(
    [busy, first, second].map((item) => gate.enter(item)),
    [true, false, false],
  )
  assert.deepEqual(names(gate.leave(busy)), ['1'])
  assert.deepEqual(names(gate.leave(first)), ['2'])
})

test('clear() forgets what waits, and leaves no key taken', () => {
  const gate = gateOf(1)
  const running = new Item('running', 'k')
  for (const item of [running, new Item('1', 'k'), new Item('2', 'other')]) gate.enter(item)
  gate.clear()
  assert.equal(gate.held, 0)
  assert.deepEqual(gate.leave(running), [])
  for (const key of ['k', 'other']) {
    const item = new Item('next', key)
    assert.equal(gate.enter(item), true)
    gate.leave(item)
  }
})

test('whatever comes, no key runs twice at a time, the limit holds, and all run in order', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  let state = seed
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return (state >> 8) % below
  }
  const gate = gateOf(3)
  const running: Item[] = []
  const begun: Item[] = []
  const begin = (item: Item): void => {
    running.push(item)
    begun.push(item)
    const keys = running.flatMap(({ key }) => (key === undefined ? [] : [key]))
    assert.equal(new Set(keys).size, keys.length, `seed ${seed}`)
    assert.ok(running.length <= 3, `seed ${seed}`)
  }
  let made = 0
  while (made < 500 || running.length > 0) {
    if (made < 500 && random(2) === 0) {
      const item = new Item(`${made++}`, ['a', 'b', undefined][random(3)])
      if (gate.enter(item)) begin(item)
    } else if (running.length > 0) {
      for (const item of gate.leave(running.splice(random(running.length), 1)[0] as Item)) begin(item)
    }
  }
  assert.equal(begun.length, 500, `seed ${seed}`)
  for (const key of ['a', 'b']) {
    const order = begun.flatMap((item) => (item.key === key ? [Number(item.name)] : []))
    assert.deepEqual(
      order,
      order.toSorted((left, right) => left - right),
      `seed ${seed}`,
    )
  }
})
