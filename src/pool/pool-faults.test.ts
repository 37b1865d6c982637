// One test per fault that the random scenarios of test/property have found, or that a change could bring back. Cases: spec 01 §9, §13, §19;
// 09 #41.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { answer, ModelPool, ms } from '../../test/property/model-pool.ts'
import { encodeFrame, Flag } from '../goridge/frame.ts'
import { noEvents, type Relay, type RelayEvents } from '../goridge/relay.ts'
import type { ProcessExit, SpawnedProcess } from '../os/spawn.ts'
import type { Launched } from './launch.ts'

let own: ModelPool

beforeEach(async () => {
  own = await ModelPool.open()
})

afterEach(() => own.end())

describe('requests', () => {
  // spec 09 #41
  test('one that a child of its worker has eaten runs on another worker', async () => {
    await own.start({ num_workers: 1 })
    const eater = own.send('r1', [answer, ['child', '1.5']])
    const eaten = own.send('r2', [answer])
    await own.answered(eater, eaten)
    assert.equal(eaten.text, 'answer of r2')
    assert.ok(
      own.log.some((line) => line.startsWith('request was taken from the pipe')),
      own.log.join(),
    )
    assert.equal(own.started.filter(({ id }) => id === 'r2').length, 1)
  })

  test('those that wait when the pool is destroyed are served, also by workers that are good for one only', async () => {
    await own.start({ num_workers: 1, max_jobs: 1 })
    const clients = ['r1', 'r2', 'r3'].map((id) => own.send(id, [answer]))
    await own.inTime(own.pool.destroy(10_000))
    assert.deepEqual(
      clients.map(({ text }) => text),
      ['answer of r1', 'answer of r2', 'answer of r3'],
    )
  })

  // spec 01 #93: nothing else wakes the clock of a quiet own.pool.
  test('a stream that its worker does not end, though its client is gone, costs the worker its life', async () => {
    await own.start({ num_workers: 1, stream_timeout: '2s' })
    own.send('r1', [['chunks', 2], ['hang']], 1)
    await own.comes('the cut', () => own.log.includes('stream cancel error'))
    await own.ready(1)
  })

  // spec 01 #56
  test('one whose worker always asks to be replaced fails in the end', async () => {
    await own.start({ num_workers: 1 })
    const client = own.send('r1', [['stop']])
    await own.answered(client)
    assert.equal(client.error, 'sync_worker_receive_frame: Network: EOF')
    assert.equal(own.started.length, 17)
  })
})

describe('workers', () => {
  test('one that has reached max_jobs when a reset lets it go serves no more', async () => {
    await own.start({ num_workers: 1, max_jobs: 1 })
    const client = own.send('r1', [ms(100), answer])
    await own.inTime(own.pool.reset())
    await own.answered(client, own.send('r2', [answer]))
    assert.equal(client.text, 'answer of r1')
    await own.ready(1)
  })

  test('one that dies while it boots does not cost the others their receipts', async () => {
    await own.start({ num_workers: 1 })
    own.instead.push(diesAfterHello)
    own.world.alive[0]?.kill()
    await own.comes('the start that dies', () => own.starts === 1)
    await own.ready(1)
    const [first, second] = [own.send('r1', [answer, ['answer', 'extra']]), own.send('r2', [answer])]
    await own.answered(first, second)
    assert.deepEqual([first.text, second.text], ['answer of r1', 'answer of r2'])
    assert.ok(own.log.includes('worker sent an answer that no request waits for: dropped'))
  })

  test('that do not come up are tried once a second, not more often with each failure', async () => {
    await own.start({ num_workers: 1 })
    const failures = 5
    own.instead.push(...Array<() => Launched>(failures).fill(diesAtOnce))
    own.world.alive[0]?.kill()
    const before = performance.now()
    await own.comes('five failed starts', () => own.starts === failures)
    assert.ok(performance.now() - before >= (failures - 1) * 1000)
    await own.ready(1)
  })

  test('one that is added during a reset counts', async () => {
    await own.start({ num_workers: 2 })
    const reset = own.pool.reset()
    await own.world.turn()
    const added = own.pool.addWorker()
    await own.inTime(Promise.all([reset, added]))
    await own.ready(3)
  })

  test('one that is on its way up when the pool is destroyed is not left behind', async () => {
    await own.start({ num_workers: 1 })
    const client = own.send('r1', [answer, ['exit', 1]])
    await own.answered(client)
    await own.comes('a start', () => own.world.started === 2)
    await own.inTime(own.pool.destroy(1))
    assert.deepEqual(own.world.alive, [])
  })
})

/** A process that exits without a word. */
function diesAtOnce(): Launched {
  return doomed(0)
}

/** A process that answers one question, and exits. */
function diesAfterHello(): Launched {
  return doomed(1)
}

function doomed(answers: number): Launched {
  const { promise: exited, resolve } = Promise.withResolvers<ProcessExit>()
  let events: RelayEvents = noEvents
  const die = (): void => {
    for (let left = answers; left > 0; left--) events.onChunk(encodeFrame(Flag.control, [], '{"pid":9}'))
    events.onEnd(undefined)
    resolve({ code: 1, signal: null })
  }
  const relay: Relay = {
    attach: (own) => {
      events = own
    },
    send: () => {
      setImmediate(die)
      return true
    },
    unsentBytes: 0,
    unreadBytes: () => 0,
    pause: () => {},
    resume: () => {},
    drain: (done) => done(),
    endInput: () => {},
    close: () => {},
  }
  const process: SpawnedProcess = { pid: 9, input: -1, output: -1, errors: -1, exited, kill: () => {} }
  return { process, relay, greeted: false }
}
