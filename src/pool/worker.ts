import { FrameDecoder } from '../goridge/decoder.ts'
import { encodeFrame, StreamBit } from '../goridge/frame.ts'
import type { Relay, RelayEvents } from '../goridge/relay.ts'
import { pidFrame, stopWorkerFrame } from '../goridge/request.ts'
import { nowNanoseconds } from '../lib/time.ts'
import type { SpawnedProcess } from '../os/spawn.ts'
import { type AnswerEvents, AnswerReader } from './answers.ts'
import type { Exec } from './exec.ts'
import { garbageFailure, sendFailure, softError, stdoutFailure, workerGone } from './failures.ts'
import { Handshake } from './handshake.ts'
import { mayBecome, mayEnter, type WorkerPhase, type WorkerState } from './state.ts'

/** How a request ended on its worker. */
export type Outcome =
  | { readonly kind: 'answer'; readonly context: Buffer; readonly body: Buffer; readonly codec: number }
  | { readonly kind: 'error'; readonly error: Error }
  /** The worker asked to be replaced instead of answering. */
  | { readonly kind: 'selfStop' }

/** What a worker reports. Called synchronously, at most one report at a time. */
export interface WorkerOwner {
  /** The worker has finished its request; what it sent behind the answer has been looked at. */
  settled(worker: Worker, exec: Exec, outcome: Outcome): void
  /** The worker is gone, and its request with it. `started`: it may have begun. */
  abandoned(worker: Worker, exec: Exec, error: Error, started: boolean): void
  /** An answer, an error or a self-stop that belongs to no request. */
  unsolicited(worker: Worker, what: 'answer' | 'error' | 'selfStop', text: string): void
  /** The process has been reaped, its pipe read to the end. */
  exited(worker: Worker): void
}

/** What the pool decides for each of its workers. */
export interface WorkerSettings {
  /** Requests after which the worker leaves; 0 for no limit. */
  readonly maxExecs: number
  /** Bytes of a frame above which it passes through in pieces. */
  readonly pieceBytes: number
  readonly execTtlMs: number
  readonly streamTimeoutMs: number
}

const stopStreamFrame = encodeFrame(0, [], '', StreamBit.stop)
const pongFrame = encodeFrame(0, [], '', StreamBit.pong)
const never = Number.POSITIVE_INFINITY
/** How long to wait for the rest of a text that came where frames belong, before it is reported. */
const garbageMs = 200
const garbageMaxBytes = 65_536
/** How long a request may lie in the pipe before somebody looks whether it is still there. */
const receiptCheckMs = 1000

/**
 * One PHP process: its relay, its state, and the request it runs. Knows what its frames mean for that request; who gets the worker next, and
 * whether it is replaced, its owner decides. With receipts, everything between two answers is told apart: what comes before the
 * receipt of the running request belongs to the one before (design: docs/decisions/dispatch.md).
 */
export class Worker implements AnswerEvents, RelayEvents {
  readonly process: SpawnedProcess
  readonly settings: WorkerSettings
  /** Unix nanoseconds; and the same moment on the monotonic clock, milliseconds. */
  readonly created = nowNanoseconds()
  readonly createdMs = performance.now()
  state: WorkerState = 'inactive'
  phase: WorkerPhase = 'booting'
  numExecs = 0
  /** End of the last request, monotonic milliseconds; 0: never used. */
  lastUsedMs = 0
  /** Answers a pid question in its place among other frames: each request can have a receipt. */
  receipts = false
  exec: Exec | undefined
  /** It leaves because we asked it to. */
  toldToStop = false
  /** Why it is being killed. */
  failure: Error | undefined
  /** Started for a moment of pressure; the dynamic allocator takes such workers away again. */
  dynamic = false
  readonly #owner: WorkerOwner
  readonly #relay: Relay
  readonly #decoder: FrameDecoder
  #handshake: Handshake | undefined
  /** The running request has been received by PHP, as far as we know. Always true without receipts. */
  #receiptSeen = true
  #receiptDueMs = never
  /** When the running request, or the stream it was asked to end, is cut off. */
  #deadline = never
  #paused = false
  #stopSent = false
  #streamed = false
  #outcome: Outcome | undefined
  #garbage: Buffer[] | undefined

  constructor(process: SpawnedProcess, relay: Relay, settings: WorkerSettings, owner: WorkerOwner) {
    this.process = process
    this.settings = settings
    this.#owner = owner
    this.#relay = relay
    this.#decoder = new FrameDecoder(new AnswerReader(this), settings.pieceBytes)
    relay.attach(this)
    void process.exited.then((exit) => relay.drain(() => this.#dead(exit.code === 0)))
  }

  get pid(): number {
    return this.process.pid
  }

  /** Asks the process who it is. Resolves when it has answered, and it is known whether it gives receipts. */
  greet(probe: boolean, greeted: boolean): Promise<void> {
    const handshake = new Handshake(probe, greeted)
    this.#handshake = handshake
    const questions = (greeted ? 0 : 1) + (probe ? 1 : 0)
    if (questions > 0) this.#relay.send(questions === 2 ? Buffer.concat([pidFrame, pidFrame]) : pidFrame, 0)
    return handshake.done.then((receipts) => {
      this.receipts = receipts
    })
  }

  /** Moves to a printed state if the table allows it; answers whether it did. */
  become(state: WorkerState): boolean {
    if (!mayBecome(this.state, state)) return false
    this.state = state
    return true
  }

  /** Moves to a phase. A move that the table forbids is a bug, and is raised. */
  enter(phase: WorkerPhase): void {
    if (this.phase === phase) return
    if (!mayEnter(this.phase, phase)) throw new Error(`A worker cannot go from ${this.phase} to ${phase}`)
    this.phase = phase
  }

  /** Gives the worker a request: one buffer, one write. Only for an idle worker. */
  start(exec: Exec, now: number): void {
    this.enter('busy')
    this.become('working')
    this.exec = exec
    this.numExecs++
    this.#stopSent = false
    this.#streamed = false
    this.#receiptSeen = !this.receipts
    this.#receiptDueMs = this.receipts ? now + receiptCheckMs : never
    this.#deadline = this.settings.execTtlMs > 0 ? now + this.settings.execTtlMs : never
    exec.worker = this
    exec.phase = 'running'
    const { request } = exec
    this.#relay.send(request.bytes, this.receipts ? 0 : request.receiptBytes)
  }

  /** Earliest moment at which `checkDeadline` could have something to do. */
  get nextCheckMs(): number {
    return Math.min(this.#deadline, this.#receiptDueMs)
  }

  /** Looks at the clock for the running request: answers what has passed, if anything. */
  checkDeadline(now: number): 'exec_ttl' | 'stream_timeout' | 'request lost' | undefined {
    if (now >= this.#deadline) return this.#stopSent ? 'stream_timeout' : 'exec_ttl'
    if (now < this.#receiptDueMs) return undefined
    // A helper that the worker has forked may have eaten the request: then the pipe is empty, and the worker waits for ever.
    this.#receiptDueMs = now + receiptCheckMs
    return this.#relay.unsentBytes === 0 && this.#relay.unreadBytes() === 0 ? 'request lost' : undefined
  }

  /** Reading goes on for that request. */
  resume(exec: Exec): void {
    if (this.exec !== exec || !this.#paused) return
    this.#paused = false
    if (this.settings.execTtlMs > 0) this.#deadline = performance.now() + this.settings.execTtlMs
    this.#relay.resume()
  }

  /** The caller of the running request is gone: asks a stream to end; the rest of the answer is dropped. */
  abandon(exec: Exec): void {
    if (this.exec !== exec) return
    if (this.#streamed) this.#stopStream()
    this.resume(exec)
  }

  /** Tells the process to leave after what it is doing. */
  sendStop(): void {
    this.toldToStop = true
    this.#relay.send(stopWorkerFrame, 0)
  }

  /** Ends the process at once, for a reason that its request will be told. */
  kill(reason: Error, state: WorkerState = 'errored'): void {
    if (this.phase === 'dead' || this.failure !== undefined) return
    this.failure = reason
    this.become(state)
    if (this.phase !== 'draining') this.enter('draining')
    this.process.kill()
    // What it still writes is read after its end; a full pipe must not keep it from being looked at.
    if (this.#paused) this.#relay.resume()
  }

  // What the relay tells.

  onChunk(chunk: Buffer): void {
    if (this.#garbage !== undefined) return this.#keepGarbage(chunk)
    this.#decoder.push(chunk)
    if (this.#outcome !== undefined) this.#settle()
  }

  onEnd(error: Error | undefined): void {
    if (this.phase === 'dead' || this.failure !== undefined || this.phase === 'draining') return
    if (this.#garbage !== undefined) return this.#reportGarbage()
    if (this.phase === 'booting')
      return this.#bootFailed(new Error(this.#decoder.atBoundary ? 'EOF' : 'unexpected EOF'))
    if (error !== undefined) this.#noteFailedWrite(error)
    this.#fail(error === undefined ? workerGone() : sendFailure(error))
  }

  // What its frames mean.

  receipt(pid: number): void {
    if (this.#handshake !== undefined) {
      if (this.#handshake.answered(pid)) this.#handshake = undefined
      return
    }
    this.#receiptSeen = true
    this.#receiptDueMs = never
  }

  part(context: Buffer, body: Buffer, codec: number, more: boolean, streamed: boolean): void {
    if (this.#handshake !== undefined) return this.#handshake.misunderstood()
    const { exec } = this
    if (exec === undefined || !this.#receiptSeen || this.#outcome !== undefined) {
      if (context.length > 0 || !more) this.#owner.unsolicited(this, 'answer', context.toString('utf8', 0, 256))
      return
    }
    if (!more) {
      this.#outcome = { kind: 'answer', context, body, codec }
      return
    }
    this.#streamed = streamed
    if (this.settings.execTtlMs > 0 && !this.#stopSent) this.#deadline = performance.now() + this.settings.execTtlMs
    if (exec.cancelled) {
      if (streamed) this.#stopStream()
      return
    }
    if (!exec.part(context, body, codec, true)) this.#pause(exec)
  }

  ping(): void {
    this.#relay.send(pongFrame, 0)
  }

  softError(text: string): void {
    if (this.#handshake !== undefined) return this.#handshake.misunderstood()
    const { exec } = this
    if (exec === undefined || !this.#receiptSeen || this.#outcome !== undefined) {
      this.#owner.unsolicited(this, 'error', text)
      return
    }
    this.#outcome = { kind: 'error', error: softError(text) }
    // An error inside a stream costs the worker its life: nobody knows what it will send next (spec 01 §9.3).
    if (exec.phase === 'streaming') this.become('invalid')
  }

  selfStop(): void {
    if (this.#handshake !== undefined) return this.#handshake.misunderstood()
    const { exec } = this
    if (exec === undefined || !this.#receiptSeen || this.#outcome !== undefined || exec.phase === 'streaming') {
      this.#owner.unsolicited(this, 'selfStop', '')
      return
    }
    this.#outcome = { kind: 'selfStop' }
    this.become('invalid')
  }

  invalid(error: Error): void {
    if (this.#handshake !== undefined) return this.#handshake.misunderstood()
    this.#fail(error)
  }

  garbage(bytes: Buffer): void {
    this.#garbage = []
    this.#keepGarbage(bytes)
    if (this.phase === 'idle') {
      this.become('invalid')
      this.enter('draining')
    }
    setTimeout(() => this.#reportGarbage(), garbageMs)
  }

  #settle(): void {
    const { exec } = this
    const outcome = this.#outcome as Outcome
    this.#outcome = undefined
    this.#deadline = never
    this.lastUsedMs = performance.now()
    this.exec = undefined
    if (this.#paused) {
      this.#paused = false
      this.#relay.resume()
    }
    if (exec !== undefined) this.#owner.settled(this, exec, outcome)
  }

  #pause(exec: Exec): void {
    // The caller may have gone, or asked for more, inside its own call.
    if (this.exec !== exec || exec.cancelled) return
    this.#paused = true
    this.#deadline = never
    this.#relay.pause()
  }

  #stopStream(): void {
    if (this.#stopSent) return
    this.#stopSent = true
    this.#deadline = performance.now() + this.settings.streamTimeoutMs
    this.#relay.send(stopStreamFrame, 0)
  }

  #fail(error: Error): void {
    if (this.phase === 'booting') return this.#bootFailed(error)
    if (this.failure !== undefined || this.phase === 'dead') return
    this.kill(error)
  }

  /** A small request goes into a pipe whole or not at all: when its write fails, the worker cannot have started it. */
  #noteFailedWrite(error: Error): void {
    const request = this.exec?.request
    if (request === undefined || this.exec?.phase !== 'running') return
    const atomic = request.bytes.length <= 4096 && this.#relay.unsentBytes === 0
    if (
      atomic &&
      (error as NodeJS.ErrnoException).code === 'EPIPE' &&
      (error as NodeJS.ErrnoException).syscall === 'write'
    ) {
      this.#receiptSeen = false
    }
  }

  #bootFailed(error: Error): void {
    this.#handshake?.fail(error)
    this.kill(error)
  }

  #keepGarbage(chunk: Buffer): void {
    const kept = this.#garbage as Buffer[]
    const held = kept.reduce((sum, part) => sum + part.length, 0)
    if (held < garbageMaxBytes) kept.push(Buffer.from(chunk.subarray(0, garbageMaxBytes - held)))
  }

  #reportGarbage(): void {
    if (this.failure !== undefined || this.phase === 'dead') return
    const text = Buffer.concat(this.#garbage ?? []).toString()
    this.#fail(this.phase === 'booting' ? stdoutFailure(text) : garbageFailure(text))
  }

  #dead(cleanly: boolean): void {
    const { exec, phase } = this
    if (this.#garbage !== undefined) this.#reportGarbage()
    if (phase === 'booting') this.#bootFailed(new Error('EOF'))
    this.failure ??= workerGone()
    this.become(cleanly ? 'stopped' : 'errored')
    this.enter('dead')
    this.#relay.close()
    this.exec = undefined
    if (exec !== undefined)
      this.#owner.abandoned(this, exec, this.failure, this.#receiptSeen || this.#garbage !== undefined)
    if (phase !== 'booting') this.#owner.exited(this)
  }
}
