// The tables of a worker's life, and the page that shows them. Cases: spec 01 §5, §19 #72.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { mayBecome, mayEnter, stateCode, workerPhases, workerStates } from './state.ts'

const page = readFileSync(new URL('../../docs/lifecycle.md', import.meta.url), 'utf8')

describe('worker states', () => {
  // spec 01 §5.1: the numbers are public.
  test('have the numbers that informer reports', () => {
    assert.deepEqual(workerStates.map(stateCode), Array.from(workerStates.keys()))
    assert.equal(stateCode('ready'), 1)
    assert.equal(stateCode('working'), 2)
    assert.equal(stateCode('errored'), 8)
    assert.equal(stateCode('undefined'), 12)
  })

  // spec 01 §5.2
  test('allow what RoadRunner allows, and nothing else', () => {
    for (const from of workerStates) {
      assert.equal(mayBecome(from, 'ready'), from === 'working' || from === 'inactive', `${from} -> ready`)
      assert.equal(mayBecome(from, 'working'), from === 'ready', `${from} -> working`)
      assert.equal(mayBecome(from, 'destroyed'), true, `${from} -> destroyed`)
    }
    const others = workerStates.filter((state) => !['ready', 'working', 'destroyed'].includes(state))
    for (const to of others) {
      for (const from of workerStates) assert.equal(mayBecome(from, to), from !== 'destroyed', `${from} -> ${to}`)
    }
  })
})

describe('worker phases', () => {
  test('never lead back into life', () => {
    for (const to of workerPhases) assert.equal(mayEnter('dead', to), false)
    for (const to of workerPhases) assert.equal(mayEnter('draining', to), to === 'dead')
    for (const from of workerPhases) assert.equal(mayEnter(from, 'booting'), false)
  })

  test('let only an idle worker become busy', () => {
    assert.deepEqual(
      workerPhases.filter((from) => mayEnter(from, 'busy')),
      ['idle'],
    )
  })
})

describe('docs/lifecycle.md', () => {
  test('draws every move between phases', () => {
    const drawn = [...page.matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} ${to}`)
    const moves = workerPhases.flatMap((from) =>
      workerPhases.filter((to) => mayEnter(from, to)).map((to) => `${from} ${to}`),
    )
    assert.deepEqual(drawn.toSorted(byText), moves.toSorted(byText))
    for (const phase of workerPhases) assert.match(page, new RegExp(`^\\| ${phase} \\|`, 'm'))
  })

  test('lists every state with its number and what it may follow', () => {
    const listed = [...page.matchAll(/^\| (\d+) \| (\w+) \| (.+) \|$/gm)].map(([, code, state, from]) => [
      code,
      state,
      from,
    ])
    assert.deepEqual(
      listed,
      workerStates.map((state) => [String(stateCode(state)), state, origins(state)]),
    )
  })
})

function origins(state: (typeof workerStates)[number]): string {
  const from = workerStates.filter((other) => mayBecome(other, state))
  if (from.length === workerStates.length) return 'any'
  return from.length === workerStates.length - 1 && !from.includes('destroyed') ? 'any but destroyed' : from.join(', ')
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1
}
