import { FrameDecoder } from '../goridge/decoder.ts'
import type { Relay, RelayEvents } from '../goridge/relay.ts'
import { pidFrame, stopWorkerFrame } from '../goridge/request.ts'
import { nowNanoseconds } from '../lib/time.ts'
import type { SpawnedProcess } from '../os/spawn.ts'
import { AnswerReader, type FrameFaults, ignoreAnswers } from './answers.ts'
import type { Exec, ExecWorker } from './exec.ts'
import { garbageFailure, sendFailure, stdoutFailure, workerGone } from './failures.ts'
import { Handshake } from './handshake.ts'
import { mayBecome, mayEnter, type WorkerPhase, type WorkerState } from './state.ts'
import { StrayText } from './stray-text.ts'
import { type Outcome, type Passed, Turn, type TurnHost, type TurnLimits, type Unsolicited } from './turn.ts'

/** What a worker reports. Called synchronously, at most one report at a time. */
export interface WorkerOwner {
  /** The worker has finished its request; what it sent behind the answer has been looked at. */
  settled(worker: Worker, exec: Exec, outcome: Outcome): void
  /** The worker is gone, and its request with it. `started`: it may have begun. */
  abandoned(worker: Worker, exec: Exec, error: Error, started: boolean): void
  /** Something came that belongs to no request. */
  unsolicited(worker: Worker, what: Unsolicited, text: string): void
  /** `worker.checkDeadline` must be called at that time (monotonic milliseconds), or sooner. */
  watch(at: number): void
  /** The process has been reaped, its pipe read to the end; also of one that never came up. */
  exited(worker: Worker): void
}

/** What the pool decides for each of its workers. */
export interface WorkerSettings extends TurnLimits {
  /** Requests after which the worker leaves; 0 for no limit. */
  readonly maxExecs: number
  /** Bytes of a frame above which it passes through in pieces. */
  readonly pieceBytes: number
}

/**
 * One PHP process: its relay, its state, its life from the handshake to the exit. What its frames mean for the request it runs is the turn's;
 * who gets the worker next, and whether it is replaced, its owner decides.
 */
export class Worker implements ExecWorker, TurnHost, FrameFaults, RelayEvents {
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
  /** It leaves because we asked it to. */
  toldToStop = false
  /** Why it is being killed. */
  failure: Error | undefined
  /** Started for a moment of pressure; the dynamic allocator takes such workers away again. */
  dynamic = false
  /** It has come up and been taken into its pool. */
  joined = false
  /** The resets of its pool before it was started. */
  generation = 0
  readonly #owner: WorkerOwner
  readonly #relay: Relay
  readonly #decoder: FrameDecoder
  readonly #reader: AnswerReader
  readonly #turn: Turn
  #handshake: Handshake | undefined
  #stray: StrayText | undefined

  constructor(process: SpawnedProcess, relay: Relay, settings: WorkerSettings, owner: WorkerOwner) {
    this.process = process
    this.settings = settings
    this.#owner = owner
    this.#relay = relay
    this.#turn = new Turn(relay, settings, this)
    this.#reader = new AnswerReader(this.#turn, this)
    this.#decoder = new FrameDecoder(this.#reader, settings.pieceBytes)
    relay.attach(this)
    void process.exited.then((exit) => relay.drain(() => this.#dead(exit.code === 0)))
  }

  get pid(): number {
    return this.process.pid
  }

  /** The request it runs. */
  get exec(): Exec | undefined {
    return this.#turn.exec
  }

  /**
   * Asks the process who it is; with `probe` also whether it gives receipts. `greeted`: the first question has been answered already.
   * Resolves when all is answered.
   */
  async greet(probe: boolean, greeted: boolean): Promise<void> {
    const questions = (greeted ? 0 : 1) + (probe ? 1 : 0)
    if (questions === 0) return
    this.#handshake = new Handshake(questions, probe, () => {
      this.#reader.events = this.#turn
    })
    this.#reader.events = this.#handshake
    this.#relay.send(questions === 2 ? Buffer.concat([pidFrame, pidFrame]) : pidFrame, 0)
    await this.#handshake.done
    this.receipts = probe
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

  /** Gives the worker a request. Only for an idle worker. */
  start(exec: Exec, now: number): void {
    this.enter('busy')
    this.become('working')
    this.numExecs++
    exec.worker = this
    this.#turn.begin(exec, this.receipts, now)
  }

  /** Earliest moment at which `checkDeadline` could have something to do. */
  get nextCheckMs(): number {
    return this.#turn.nextCheckMs
  }

  /** Looks at the clock for the running request: answers what has passed, if anything. */
  checkDeadline(now: number): Passed | undefined {
    return this.#turn.checkDeadline(now)
  }

  resume(exec: Exec): void {
    this.#turn.resume(exec)
  }

  abandon(exec: Exec): void {
    this.#turn.abandon(exec)
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
    this.#turn.readOn()
  }

  // What the relay tells.

  onChunk(chunk: Buffer): void {
    if (this.#stray !== undefined) return this.#stray.add(chunk)
    this.#decoder.push(chunk)
    if (this.#turn.over) this.#settle()
  }

  onEnd(error: Error | undefined): void {
    if (this.phase === 'dead' || this.failure !== undefined || this.phase === 'draining') return
    if (this.#stray !== undefined) return this.#reportStray()
    if (this.phase === 'booting') this.#fail(new Error(this.#decoder.atBoundary ? 'EOF' : 'unexpected EOF'))
    else this.#fail(error === undefined ? workerGone() : sendFailure(error))
  }

  // What its frames tell.

  unsolicited(what: Unsolicited, text: string): void {
    this.#owner.unsolicited(this, what, text)
  }

  distrust(): void {
    this.become('invalid')
  }

  watch(at: number): void {
    this.#owner.watch(at)
  }

  invalid(error: Error): void {
    if (this.phase === 'booting') this.#handshake?.misunderstood()
    // Whatever follows cannot be trusted either.
    this.#reader.events = ignoreAnswers
    this.#fail(error)
  }

  garbage(bytes: Buffer): void {
    this.#stray = new StrayText(() => this.#reportStray())
    this.#stray.add(bytes)
    if (this.phase === 'booting') return
    this.distrust()
    if (this.phase === 'idle') this.enter('draining')
  }

  #settle(): void {
    const exec = this.exec as Exec
    const outcome = this.#turn.end()
    this.lastUsedMs = performance.now()
    this.#owner.settled(this, exec, outcome)
  }

  #reportStray(): void {
    if (this.failure !== undefined || this.phase === 'dead') return
    const text = this.#stray?.end() ?? ''
    if (this.phase !== 'booting' && this.exec === undefined) this.unsolicited('text', text)
    this.#fail(this.phase === 'booting' ? stdoutFailure(text) : garbageFailure(text))
  }

  #fail(error: Error): void {
    if (this.phase === 'booting') this.#handshake?.fail(error)
    this.kill(error)
  }

  #dead(cleanly: boolean): void {
    if (this.#stray !== undefined) this.#reportStray()
    if (this.phase === 'booting') this.#handshake?.fail(new Error('EOF'))
    this.failure ??= workerGone()
    this.become(cleanly ? 'stopped' : 'errored')
    this.enter('dead')
    this.#relay.close()
    const { exec } = this
    if (exec !== undefined) {
      this.#turn.exec = undefined
      this.#owner.abandoned(this, exec, this.failure, this.#turn.started || this.#stray !== undefined)
    }
    this.#owner.exited(this)
  }
}
