// The requests that wait. Cases: spec 01 §8.1, §8.2, §19 #61, #63.
import assert from 'node:assert/strict'
import { beforeEach, describe, type TestContext, test } from 'node:test'
import { encodeRequest } from '../goridge/request.ts'
import { Exec } from './exec.ts'
import { WaitingLine } from './waiting-line.ts'

const allocateTimeoutMs = 1000
const now = 5000

let line: WaitingLine
let watched: number[]
let pressures: number
let extensionMs: number

beforeEach((context) => {
  ;(context as TestContext).mock.method(performance, 'now', () => now)
  watched = []
  pressures = 0
  extensionMs = 0
  line = new WaitingLine({
    allocateTimeoutMs,
    pressure: () => {
      pressures++
      return extensionMs
    },
    watch: (at) => void watched.push(at),
  })
})

function request(): Exec {
  const handler = { onPart: () => true, onError: () => {} }
  const owner = { cancelled: () => {}, streamBegan: () => {}, callerFailed: () => {} }
  return new Exec(encodeRequest(0, 'c', Buffer.from('b')), handler, owner)
}

function sweep(at: number): { expired: Exec[]; next: number } {
  const expired: Exec[] = []
  const next = line.sweep(at, (exec) => expired.push(exec))
  line.assertInvariants()
  return { expired, next }
}

describe('WaitingLine', () => {
  test('serves first who came first, and before all who must have another turn', () => {
    const [a, b, c] = [request(), request(), request()] as const
    line.push(a)
    line.push(b)
    line.putInFront(c)
    assert.equal(line.length, 3)
    assert.deepEqual([line.shift(), line.shift(), line.shift(), line.shift()], [c, a, b, undefined])
    assert.equal(line.length, 0)
  })

  test('passes over who has left', () => {
    const [a, b] = [request(), request()] as const
    line.push(a)
    line.push(b)
    line.leave(a)
    line.assertInvariants()
    assert.equal(line.length, 1)
    assert.equal(line.shift(), b)
  })

  // spec 01 #61
  test('ends the wait after allocate_timeout', () => {
    const exec = request()
    line.push(exec)
    assert.deepEqual(watched, [now + allocateTimeoutMs])
    assert.deepEqual(sweep(now + allocateTimeoutMs - 1), { expired: [], next: now + allocateTimeoutMs })
    assert.deepEqual(sweep(now + allocateTimeoutMs), { expired: [exec], next: Number.POSITIVE_INFINITY })
    assert.equal(exec.phase, 'done')
    assert.equal(line.length, 0)
  })

  // spec 01 §13.1
  test('lets each wait once more for workers being added, and asks for them once', () => {
    extensionMs = 300
    const [a, b] = [request(), request()] as const
    line.push(a)
    line.push(b)
    const late = now + allocateTimeoutMs
    assert.deepEqual(sweep(late), { expired: [], next: late + 300 })
    assert.equal(pressures, 1)
    assert.deepEqual(sweep(late + 300).expired, [a, b])
    assert.equal(pressures, 1)
  })

  test('may get new requests from those it ends', () => {
    const next = request()
    line.push(request())
    line.sweep(now + allocateTimeoutMs, () => line.push(next))
    line.assertInvariants()
    assert.equal(line.shift(), next)
  })

  test('does not keep those who have left for ever', () => {
    for (let count = 0; count < 100; count++) {
      const exec = request()
      line.push(exec)
      line.leave(exec)
    }
    const stays = request()
    line.push(stays)
    sweep(now)
    assert.equal(line.shift(), stays)
  })
})
