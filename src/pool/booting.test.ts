import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Relay, RelayEvents } from '../goridge/relay.ts'
import { noEvents } from '../goridge/relay.ts'
import { silentLogger } from '../lib/log.ts'
import type { ProcessExit } from '../os/spawn.ts'
import { Booting } from './booting.ts'
import type { Launched } from './launch.ts'

/** A process that is gone when it is spoken to: the relay says so in the same turn of the loop. */
function goneProcess(): Launched {
  const { promise: exited, resolve } = Promise.withResolvers<ProcessExit>()
  let events: RelayEvents = noEvents
  const relay: Relay = {
    attach: (own) => {
      events = own
    },
    send: () => {
      queueMicrotask(() => events.onEnd(new Error('write EPIPE')))
      return false
    },
    unsentBytes: 0,
    unreadBytes: () => 0,
    pause: () => {},
    resume: () => {},
    drain: (done) => done(),
    endInput: () => {},
    close: () => {},
  }
  const kill = (): void => resolve({ code: 1, signal: null })
  return { process: { pid: 9, input: -1, output: -1, errors: -1, exited, kill }, relay, greeted: false }
}

// A rejection that nobody awaits ends the process. Found by test/property, seed 51007447.
test('a process that is gone in the moment in which its start is given up is a failed start, and no more', async () => {
  const givenUp = new AbortController()
  const booting = new Booting({
    launch: async () => {
      givenUp.abort(new Error('the pool stops'))
      return goneProcess()
    },
    allocateTimeoutMs: 60_000,
    maxJobs: 0,
    probe: false,
    warmup: [],
    log: silentLogger,
    settings: { pieceBytes: 1_048_576, pipelineDepth: 0, execTtlMs: 0, streamTimeoutMs: 60_000 },
  })
  const nothing = (): void => {}
  const owner = {
    settled: nothing,
    abandoned: nothing,
    recalled: nothing,
    unsolicited: nothing,
    watch: nothing,
    exited: nothing,
  }
  const rejections: unknown[] = []
  const note = (reason: unknown): void => void rejections.push(reason)
  process.on('unhandledRejection', note)
  await assert.rejects(booting.boot(owner, nothing, givenUp.signal), /the pool stops/)
  await new Promise(setImmediate)
  process.off('unhandledRejection', note)
  assert.deepEqual(rejections, [])
})
