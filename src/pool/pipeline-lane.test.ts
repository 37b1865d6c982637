// The requests of a worker that names its answers: what goes ahead, what is taken back, what counts as started. docs/protocol.md; spec 01 §9, 09 #41.
import assert from 'node:assert/strict'
import { beforeEach, describe, type TestContext, test } from 'node:test'
import type { Relay } from '../goridge/relay.ts'
import { encodeRequest, stopWorkerFrame } from '../goridge/request.ts'
import type { Outcome } from './conversation.ts'
import { Exec } from './exec.ts'
import { Lane, type LaneOptions } from './pipeline-lane.ts'

const packetBytes = 4096

/** The worker's end of a pipe of packets. */
class PacketPipe implements Relay {
  packets: Buffer[] = []
  unsentBytes = 0
  gone = false
  paused = false

  /** The worker reads one packet: `stop`, `pong 3`, `end stream 3`, or the id of a request. */
  read(): string | number | undefined {
    const packet = this.packets.shift()
    return packet === undefined ? undefined : nameOf(packet)
  }

  get waiting(): (string | number)[] {
    return this.packets.map(nameOf)
  }

  attach(): void {}

  send(bytes: Buffer, from: number): boolean {
    if (this.gone) return false
    for (let at = from; at < bytes.length; at += packetBytes) {
      this.packets.push(Buffer.from(bytes.subarray(at, at + packetBytes)))
    }
    return true
  }

  unreadBytes(): number {
    return this.packets.reduce((sum, packet) => sum + packet.length, 0)
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

function nameOf(packet: Buffer): string | number {
  if (packet.equals(stopWorkerFrame)) return 'stop'
  if (((packet[0] as number) & 15) !== 5) return 'more of a large one'
  const id = packet.readUInt32LE(16)
  if (packet[10] === 2) return `end stream ${id}`
  return packet[10] === 8 ? `pong ${id}` : id
}

const start = 10_000
const empty = Buffer.alloc(0)

let pipe: PacketPipe
let told: string[]
let outcomes: Outcome[]
let watched: number[]
let lane: Lane
let clock: number

function open(context: TestContext, options: Partial<LaneOptions> = {}): void {
  clock = start
  context.mock.method(performance, 'now', () => clock)
  pipe = new PacketPipe()
  told = []
  outcomes = []
  watched = []
  const takeBack = (): Buffer[] => pipe.packets.splice(0)
  lane = new Lane(
    pipe,
    { execTtlMs: 0, streamTimeoutMs: 500, depth: 4, takeBack, ...options },
    {
      settled: (exec, outcome) => {
        told.push(`settled ${bodyOf(exec)} ${outcome.kind}`)
        outcomes.push(outcome)
      },
      recalled: (execs) => told.push(`recalled ${execs.map(bodyOf).join()}`),
      unsolicited: (what, text) => told.push(`unsolicited ${what} ${text}`.trim()),
      distrust: () => told.push('distrust'),
      watch: (at) => watched.push(at),
    },
  )
}

/** A request whose body says its name. */
function request(name: string, bytes = 0): Exec {
  const body = Buffer.from(name.padEnd(bytes, '.'))
  const handler = { onPart: () => true, onError: () => {} }
  const owner = {
    cancelled: (exec: Exec) => lane.abandon(exec),
    streamBegan: () => {},
    callerFailed: () => {},
  } as unknown as ConstructorParameters<typeof Exec>[2]
  return new Exec(encodeRequest(8, 'c', body), handler, owner)
}

function begin(name: string, bytes = 0): Exec {
  const exec = request(name, bytes)
  lane.begin(exec, clock)
  return exec
}

function bodyOf(exec: Exec): string {
  return exec.request.bytes.toString('utf8', exec.request.payloadAt + 1).replace(/\.+$/, '')
}

function answer(id: number): void {
  lane.part(Buffer.from('c'), empty, 8, false, false, id)
  lane.flush()
}

function chunk(id: number): void {
  lane.part(Buffer.from('c'), empty, 8, true, true, id)
  lane.flush()
}

describe('hasRoom()', () => {
  beforeEach((context) => open(context as TestContext))

  test('ends at the depth', () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      assert.ok(lane.hasRoom(request(name).request, clock))
      begin(name)
    }
    assert.ok(!lane.hasRoom(request('e').request, clock))
    assert.deepEqual(pipe.waiting, [1, 2, 3, 4])
    assert.equal(lane.load, 4)
  })

  test('is only for packets behind another, and for anything in front', () => {
    const large = request('large', 5000)
    assert.ok(lane.hasRoom(large.request, clock))
    begin('a')
    assert.ok(!lane.hasRoom(large.request, clock))
    // Context, body and the header with two options fill a packet.
    assert.ok(lane.hasRoom(request('full', 4096 - 21).request, clock))
    assert.ok(!lane.hasRoom(request('one more', 4096 - 20).request, clock))
  })

  test('ends when the first takes longer, and comes back after a short one', () => {
    begin('a')
    clock += 1.9
    assert.ok(lane.hasRoom(request('b').request, clock))
    clock += 0.1
    assert.ok(!lane.hasRoom(request('b').request, clock))
    answer(1)
    assert.ok(lane.hasRoom(request('b').request, clock), 'an idle worker takes anything')
    begin('b')
    assert.ok(!lane.hasRoom(request('c').request, clock), 'the one before was slow')
    answer(2)
    begin('c')
    assert.ok(lane.hasRoom(request('d').request, clock))
  })

  test('is none behind a stream, nor while bytes wait for the pipe', () => {
    begin('a')
    pipe.unsentBytes = 1
    assert.ok(!lane.hasRoom(request('b').request, clock))
    pipe.unsentBytes = 0
    pipe.read()
    chunk(1)
    assert.ok(!lane.hasRoom(request('b').request, clock))
  })
})

describe('answers', () => {
  beforeEach((context) => open(context as TestContext))

  test('settle the request that they name, in any order', () => {
    for (const name of ['a', 'b', 'c']) begin(name)
    answer(2)
    answer(1)
    answer(3)
    assert.deepEqual(told, ['settled b answer', 'settled a answer', 'settled c answer'])
    assert.equal(lane.load, 0)
  })

  test('that name no request are told as such, and touch no other', () => {
    begin('a')
    begin('b')
    answer(1)
    answer(1)
    answer(99)
    lane.softError('late', 1)
    assert.deepEqual(told.slice(1), ['unsolicited answer c', 'unsolicited answer c', 'unsolicited error late'])
    assert.equal(lane.load, 1)
  })

  test('are told together when they came together', () => {
    begin('a')
    begin('b')
    lane.part(Buffer.from('c'), empty, 8, false, false, 1)
    lane.softError('failed', 2)
    assert.deepEqual(told, [])
    lane.flush()
    assert.deepEqual(told, ['settled a answer', 'settled b error'])
  })

  test('may be an error each, or a self-stop, which lets the rest run elsewhere', () => {
    for (const name of ['a', 'b', 'c']) begin(name)
    pipe.read()
    lane.selfStop(1)
    lane.flush()
    assert.deepEqual(told, ['distrust', 'settled a selfStop', 'recalled c'])
    assert.deepEqual(pipe.waiting, [2])
  })
})

describe('taking back', () => {
  beforeEach((context) => open(context as TestContext))

  test('begins two milliseconds after the first did, and leaves that one', () => {
    for (const name of ['a', 'b', 'c']) begin(name)
    assert.equal(pipe.read(), 1)
    assert.deepEqual(watched.at(-1), start + 2)
    clock += 1
    assert.equal(lane.checkDeadline(clock), undefined)
    assert.deepEqual(told, [])
    clock += 1
    assert.equal(lane.checkDeadline(clock), undefined)
    assert.deepEqual(told, ['recalled b,c'])
    assert.deepEqual(pipe.waiting, [])
    assert.equal(lane.load, 1)
    assert.equal(lane.nextCheckMs, Number.POSITIVE_INFINITY)
  })

  test('leaves what the worker has read, and sends the first again when it has not', () => {
    for (const name of ['a', 'b', 'c']) begin(name)
    clock += 2
    lane.checkDeadline(clock)
    assert.deepEqual(told, ['recalled b,c'])
    assert.deepEqual(pipe.waiting, [1])
    assert.equal(pipe.read(), 1)
    answer(1)
    begin('d')
    begin('e')
    assert.equal(pipe.read(), 4)
    assert.equal(pipe.read(), 5)
    clock += 2
    lane.checkDeadline(clock)
    assert.equal(told.length, 2)
    assert.equal(lane.load, 2)
  })

  test('touches nothing while a large request is being read', () => {
    begin('a', 10_000)
    begin('b')
    pipe.read()
    clock += 2
    lane.checkDeadline(clock)
    assert.deepEqual(told, [])
    pipe.read()
    pipe.read()
    clock += 50
    lane.checkDeadline(clock)
    assert.deepEqual(told, ['recalled b'])
  })

  test('happens at once for a client that has gone, and when a stream begins', () => {
    for (const name of ['a', 'b', 'c']) begin(name)
    const gone = [...lane.execs][1] as Exec
    pipe.read()
    gone.cancel()
    assert.deepEqual(told, ['recalled b,c'])
    begin('d')
    chunk(1)
    assert.deepEqual(told, ['recalled b,c', 'recalled d'])
  })

  test('lets a request that was read run to its end, though its client has gone', () => {
    const exec = begin('a')
    pipe.read()
    exec.cancel()
    assert.equal(lane.load, 1)
    answer(1)
    assert.deepEqual(told, ['settled a answer'])
  })

  test('takes an unread first request of a client that has gone as well', () => {
    begin('a').cancel()
    assert.deepEqual(told, ['recalled a'])
    assert.equal(lane.load, 0)
    assert.deepEqual(pipe.waiting, [])
  })

  test('changes nothing when it is not possible', (context) => {
    open(context as TestContext, { takeBack: () => undefined })
    for (const name of ['a', 'b']) begin(name)
    pipe.read()
    clock += 2
    lane.checkDeadline(clock)
    assert.deepEqual(told, [])
    assert.deepEqual(pipe.waiting, [2])
    assert.deepEqual(
      lane.end(false).map(({ started }) => started),
      [true, false],
    )
  })

  test('comes before the worker is told to leave', () => {
    for (const name of ['a', 'b']) begin(name)
    pipe.read()
    lane.sendStop()
    assert.deepEqual(told, ['recalled b'])
    assert.deepEqual(pipe.waiting, ['stop'])
  })
})

describe('the end of the process', () => {
  beforeEach((context) => open(context as TestContext))

  test('tells what was read from what was not', () => {
    for (const name of ['a', 'b', 'c']) begin(name)
    pipe.read()
    pipe.read()
    const lost = lane.end(true).map(({ exec, started }) => [bodyOf(exec), started])
    assert.deepEqual(lost, [
      ['a', true],
      ['b', true],
      ['c', false],
    ])
    assert.equal(lane.load, 0)
  })

  test('counts a large request as started as soon as its first piece was read', () => {
    begin('a', 10_000)
    assert.deepEqual(
      lane.end(false).map(({ started }) => started),
      [false],
    )
    begin('b', 10_000)
    pipe.packets = pipe.packets.slice(-2)
    assert.deepEqual(
      lane.end(false).map(({ started }) => started),
      [true],
    )
  })

  test('counts what was not taken as not started, and what nobody knows as started', () => {
    pipe.gone = true
    begin('a')
    pipe.gone = false
    assert.equal(lane.end(false)[0]?.started, false)
    begin('b')
    pipe.unsentBytes = 1
    assert.equal(lane.end(false)[0]?.started, true)
  })
})

describe('limits of time', () => {
  test('exec_ttl counts from when a request became the first, and anew with each piece', (context) => {
    open(context, { execTtlMs: 100 })
    begin('a')
    begin('b')
    pipe.read()
    pipe.read()
    clock += 99
    assert.equal(lane.checkDeadline(clock), undefined)
    answer(1)
    clock += 99
    assert.equal(lane.checkDeadline(clock), undefined)
    chunk(2)
    clock += 99
    assert.equal(lane.checkDeadline(clock), undefined)
    clock += 1
    assert.equal(lane.checkDeadline(clock), 'exec_ttl')
  })

  test('a stream whose client has gone is asked to end, by name, and given stream_timeout', (context) => {
    open(context)
    const exec = begin('a')
    pipe.read()
    chunk(1)
    lane.ping(1)
    exec.cancel()
    assert.deepEqual(pipe.waiting, ['pong 1', 'end stream 1'])
    clock += 500
    assert.equal(lane.checkDeadline(clock), 'stream_timeout')
    answer(1)
    assert.equal(lane.checkDeadline(clock), undefined)
  })
})
