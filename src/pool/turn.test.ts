// One request on its worker: what its frames, receipts and the clock mean. Cases: spec 01 §9, 09 #13, #41; docs/decisions/
// dispatch-and-receipts.md.
import assert from 'node:assert/strict'
import { beforeEach, describe, type TestContext, test } from 'node:test'
import type { Relay } from '../goridge/relay.ts'
import { encodeRequest } from '../goridge/request.ts'
import type { Outcome, TimeLimits } from './conversation.ts'
import { Exec } from './exec.ts'
import { Turn } from './turn.ts'

/** The worker's end of things: what was sent, and what the pipe holds. */
class FakeRelay implements Relay {
  readonly sent: string[] = []
  unsentBytes = 0
  unread: number | undefined = 0
  accepts = true
  paused = false

  attach(): void {}

  send(bytes: Buffer, from: number): boolean {
    if (this.accepts) this.sent.push(name(bytes.subarray(from)))
    return this.accepts
  }

  unreadBytes(): number | undefined {
    return this.unread
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  drain(done: () => void): void {
    done()
  }

  endInput(): void {}

  close(): void {}
}

/** Tells the frames apart that a turn sends: by flags and stream bits. */
function name(bytes: Buffer): string {
  if (bytes[10] === 0x02) return 'stop stream'
  if (bytes[10] === 0x08) return 'pong'
  return (bytes[1] as number) & 1 ? 'receipt and request' : 'request'
}

const now = 10_000
const empty = Buffer.alloc(0)

let relay: FakeRelay
let told: string[]
let outcomes: Outcome[]
let watched: number[]
let turn: Turn
let goesOn: boolean

function open(limits: Partial<TimeLimits> = {}, receipts = true): void {
  relay = new FakeRelay()
  told = []
  outcomes = []
  watched = []
  goesOn = true
  turn = new Turn(
    relay,
    { execTtlMs: 0, streamTimeoutMs: 500, ...limits },
    {
      settled: (_exec, outcome) => void outcomes.push(outcome),
      recalled: () => void told.push('recalled'),
      unsolicited: (what) => void told.push(`unsolicited ${what}`),
      distrust: () => void told.push('distrust'),
      watch: (at) => void watched.push(at),
    },
  )
  turn.receipts = receipts
}

/** A request, under way on the turn. */
function begin(): Exec {
  const handler = {
    onPart: (_context: Buffer, body: Buffer) => {
      told.push(`part ${body.toString()}`)
      return goesOn
    },
    onError: () => {},
  }
  const exec = new Exec(encodeRequest(0, 'c', Buffer.from('b')), handler, {
    cancelled: (own: Exec) => turn.abandon(own),
    streamBegan: () => {},
    callerFailed: () => {},
  })
  turn.begin(exec, now)
  return exec
}

const answer = (text = 'answer'): void => turn.part(Buffer.from('c'), Buffer.from(text), 0, false, false)
const chunk = (text = 'chunk'): void => turn.part(empty, Buffer.from(text), 0, true, true)

function stopClock(context: TestContext, at: number): void {
  context.mock.method(performance, 'now', () => at)
}

describe('Turn with receipts', () => {
  beforeEach(() => open())

  test('asks for a receipt in the same write', () => {
    begin()
    assert.deepEqual(relay.sent, ['receipt and request'])
  })

  // spec 09 #13, #41
  test('drops an answer that comes before the receipt: it is one too many for the request before', () => {
    begin()
    answer('extra of the one before')
    turn.softError('late')
    turn.flush()
    assert.equal(outcomes.length, 0)
    turn.receipt()
    answer('own')
    turn.flush()
    assert.equal(outcomes[0]?.kind === 'answer' && outcomes[0].body.toString(), 'own')
    assert.deepEqual(told, ['unsolicited answer', 'unsolicited error'])
  })

  test('takes a self-stop before the receipt for the end of the request before', () => {
    begin()
    turn.selfStop()
    turn.flush()
    assert.deepEqual([told, outcomes], [['unsolicited selfStop'], []])
  })

  test('takes a self-stop after the receipt for the wish to be replaced', () => {
    begin()
    turn.receipt()
    turn.selfStop()
    turn.flush()
    assert.deepEqual(outcomes, [{ kind: 'selfStop' }])
    assert.deepEqual(told, ['distrust'])
  })

  test('drops a second answer in the same piece of bytes', () => {
    begin()
    turn.receipt()
    answer('own')
    answer('extra')
    turn.flush()
    assert.equal(outcomes[0]?.kind === 'answer' && outcomes[0].body.toString(), 'own')
    assert.deepEqual(told, ['unsolicited answer'])
  })

  test('knows of a request that dies without its receipt that it never started', () => {
    begin()
    assert.equal(turn.end(false)[0]?.started, false)
    begin()
    turn.receipt()
    assert.equal(turn.end(false)[0]?.started, true)
    assert.deepEqual(turn.end(false), [])
  })

  test('takes nothing for certain after bytes that are no frames', () => {
    begin()
    assert.equal(turn.end(true)[0]?.started, true)
  })

  test('tells a receipt that was not asked for', () => {
    turn.receipt()
    begin()
    turn.receipt()
    turn.receipt()
    assert.deepEqual(told, ['unsolicited receipt', 'unsolicited receipt'])
  })
})

describe('Turn without receipts', () => {
  beforeEach(() => open({}, false))

  test('sends the request alone', () => {
    begin()
    assert.deepEqual(relay.sent, ['request'])
  })

  test('takes any request for started, but not one that the pipe refused whole', () => {
    begin()
    assert.equal(turn.end(false)[0]?.started, true)
    relay.accepts = false
    begin()
    assert.equal(turn.end(false)[0]?.started, false)
  })

  test('does not look for a lost request', () => {
    begin()
    assert.equal(turn.nextCheckMs, Number.POSITIVE_INFINITY)
    assert.equal(turn.checkDeadline(now + 3_600_000), undefined)
  })
})

// A child of the worker shares its standard input and may eat the request (spec 09 #41).
describe('a request that lies in the pipe', () => {
  beforeEach(() => open())

  test('is looked for after a second, and is lost when the pipe is empty', () => {
    begin()
    assert.deepEqual(watched, [now + 1000])
    assert.equal(turn.checkDeadline(now + 999), undefined)
    assert.equal(turn.checkDeadline(now + 1000), 'request lost')
  })

  test('is not lost while it is there: the worker is busy with the request before; it is looked for again', () => {
    begin()
    relay.unread = 50
    assert.equal(turn.checkDeadline(now + 1000), undefined)
    assert.equal(turn.nextCheckMs, now + 2000)
    relay.unread = 0
    assert.equal(turn.checkDeadline(now + 2000), 'request lost')
  })

  test('is not lost while a part of it has not been taken by the pipe', () => {
    begin()
    relay.unsentBytes = 10
    assert.equal(turn.checkDeadline(now + 1000), undefined)
  })

  test('is never taken for lost where nobody knows what the pipe holds', () => {
    begin()
    relay.unread = undefined
    assert.equal(turn.checkDeadline(now + 1000), undefined)
  })

  test('is looked for no more once it has its receipt', () => {
    begin()
    turn.receipt()
    assert.equal(turn.nextCheckMs, Number.POSITIVE_INFINITY)
    assert.equal(turn.checkDeadline(now + 1000), undefined)
  })
})

describe('a stream', () => {
  beforeEach(() => open({ execTtlMs: 100 }))

  // spec 01 #94
  test('has exec_ttl for each chunk', (context) => {
    begin()
    turn.receipt()
    assert.equal(turn.nextCheckMs, now + 100)
    stopClock(context, now + 90)
    chunk()
    assert.equal(turn.checkDeadline(now + 150), undefined)
    assert.equal(turn.checkDeadline(now + 190), 'exec_ttl')
  })

  // spec 01 #92
  test('answers each ping at once', () => {
    begin()
    turn.ping()
    assert.deepEqual(relay.sent, ['receipt and request', 'pong'])
  })

  test('is held while its caller is slow, without a limit of time, and has one again afterwards', (context) => {
    const exec = begin()
    turn.receipt()
    goesOn = false
    chunk()
    assert.equal(relay.paused, true)
    assert.equal(turn.nextCheckMs, Number.POSITIVE_INFINITY)
    stopClock(context, now + 5000)
    turn.resume(exec)
    assert.equal(relay.paused, false)
    assert.equal(watched.at(-1), now + 5100)
  })

  // spec 01 #93
  test('is asked to end when its caller goes, and cut off when it does not', (context) => {
    const exec = begin()
    turn.receipt()
    chunk()
    stopClock(context, now + 50)
    exec.cancel()
    chunk('dropped')
    assert.deepEqual(relay.sent, ['receipt and request', 'stop stream'])
    assert.deepEqual(told, ['part chunk'])
    assert.equal(watched.at(-1), now + 550)
    assert.equal(turn.checkDeadline(now + 549), undefined)
    assert.equal(turn.checkDeadline(now + 550), 'stream_timeout')
  })

  test('whose caller goes while it is held is cut off by stream_timeout, not by exec_ttl', (context) => {
    const exec = begin()
    turn.receipt()
    goesOn = false
    chunk()
    stopClock(context, now)
    exec.cancel()
    assert.equal(relay.paused, false)
    assert.equal(turn.checkDeadline(now + 200), undefined)
    assert.equal(turn.checkDeadline(now + 500), 'stream_timeout')
  })

  test('of a caller that went before it began is asked to end with its first chunk', () => {
    const exec = begin()
    turn.receipt()
    exec.cancel()
    assert.deepEqual(relay.sent, ['receipt and request'])
    chunk()
    assert.deepEqual(relay.sent, ['receipt and request', 'stop stream'])
  })

  // spec 01 #95
  test('costs its worker its life when it ends in an error or a self-stop', () => {
    for (const end of [() => turn.softError('boom'), () => turn.selfStop()]) {
      open()
      begin()
      turn.receipt()
      chunk()
      end()
      turn.flush()
      assert.equal(outcomes[0]?.kind, 'error')
      assert.deepEqual(told, ['part chunk', 'distrust'])
    }
  })
})

test('an error before any chunk leaves the worker alone', () => {
  // spec 01 #52
  open()
  begin()
  turn.receipt()
  turn.softError('boom')
  turn.flush()
  const [outcome] = outcomes
  assert.equal(outcome?.kind === 'error' && outcome.error.message, 'sync_worker_receive_frame: SoftJobError: boom')
  assert.deepEqual(told, [])
})
