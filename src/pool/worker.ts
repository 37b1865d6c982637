import { FrameDecoder } from '../goridge/decoder.ts'
import type { Relay, RelayEvents } from '../goridge/relay.ts'
import { type EncodedRequest, pidFrame } from '../goridge/request.ts'
import { AnswerReader, type FrameFaults, ignoreAnswers } from './answers.ts'
import type { Conversation, ConversationHost, Outcome, Passed, Unsolicited } from './conversation.ts'
import type { Exec, ExecWorker } from './exec.ts'
import { garbageFailure, sendFailure, stdoutFailure, workerGone } from './failures.ts'
import { Handshake } from './handshake.ts'
import type { Launched } from './launch.ts'
import { Lane } from './pipeline-lane.ts'
import { offerPipes, type PipelineOffer } from './pipeline-offer.ts'
import type { WorkerState } from './state.ts'
import { StrayText } from './stray-text.ts'
import { Turn } from './turn.ts'
import { WorkerRecord, type WorkerSettings } from './worker-record.ts'

/** What a worker reports. Called synchronously, at most one report at a time. */
export interface WorkerOwner {
  /** The worker has finished its request; what it sent behind the answer has been looked at. */
  settled(worker: Worker, exec: Exec, outcome: Outcome): void
  /** The worker is gone, and its request with it. `started`: it may have begun. */
  abandoned(worker: Worker, exec: Exec, error: Error, started: boolean): void
  /** Requests that the worker had not read were taken back; oldest first. */
  recalled(worker: Worker, execs: readonly Exec[]): void
  /** Something came that belongs to no request. */
  unsolicited(worker: Worker, what: Unsolicited, text: string): void
  /** `worker.checkDeadline` must be called at that time (monotonic milliseconds), or sooner. */
  watch(at: number): void
  /** The process has been reaped, its pipe read to the end; also of one that never came up. */
  exited(worker: Worker): void
}

/**
 * One PHP process: its relay, its state, its life from the handshake to the exit. What its frames mean for the request it runs is the turn's;
 * who gets the worker next, and whether it is replaced, its owner decides.
 */
export class Worker extends WorkerRecord implements ExecWorker, ConversationHost, FrameFaults, RelayEvents {
  readonly #owner: WorkerOwner
  readonly #offer: PipelineOffer
  #relay: Relay
  #decoder: FrameDecoder
  #reader: AnswerReader
  readonly #turn: Turn
  #talk: Conversation
  /** The relay of the start, of a worker that has gone on to another. */
  #left: Relay | undefined
  #handshake: Handshake | undefined
  #stray: StrayText | undefined

  constructor({ process, relay, offer }: Launched, settings: WorkerSettings, owner: WorkerOwner) {
    super(process, settings)
    this.#offer = offer ?? offerPipes
    this.#owner = owner
    this.#relay = relay
    this.#turn = new Turn(relay, settings, this)
    this.#talk = this.#turn
    this.#reader = new AnswerReader(this.#talk, this)
    this.#decoder = new FrameDecoder(this.#reader, settings.pieceBytes)
    relay.attach(this)
    void process.exited.then((exit) => this.#relay.drain(() => this.#dead(exit.code === 0)))
  }

  /** Requests that it has. */
  get load(): number {
    return this.#talk.load
  }

  /** Those requests, oldest first. */
  get execs(): Iterable<Exec> {
    return this.#talk.execs
  }

  /**
   * Asks the process who it is; with `probe` also whether it gives receipts. `greeted`: the first question has been answered already.
   * Resolves when all is answered.
   */
  async greet(probe: boolean, greeted: boolean): Promise<void> {
    const questions = (greeted ? 0 : 1) + (probe ? 1 : 0)
    if (questions === 0) return
    const handshake = new Handshake(questions, probe, () => {
      this.#reader.events = this.#turn
    })
    this.#handshake = handshake
    this.#reader.events = handshake
    this.#relay.send(questions === 2 ? Buffer.concat([pidFrame, pidFrame]) : pidFrame, 0)
    await handshake.done
    this.receipts = probe
    this.#turn.receipts = probe
    const depth = Math.min(handshake.depth, this.settings.pipelineDepth)
    if (depth > 1) await this.#pipeline(depth)
  }

  /** Whether it may be given this request now, idle or beside those that it has. */
  hasRoom(request: EncodedRequest, now: number): boolean {
    const { maxExecs } = this.settings
    const serves = this.state === 'ready' || this.state === 'working'
    return serves && (maxExecs === 0 || this.numExecs < maxExecs) && this.#talk.hasRoom(request, now)
  }

  /** Gives the worker a request, for which it has room. */
  start(exec: Exec, now: number): void {
    this.enter('busy')
    this.become('working')
    this.numExecs++
    exec.worker = this
    exec.startedMs = now
    exec.pid = this.process.pid
    this.#talk.begin(exec, now)
  }

  /** Gives a worker that has said hello a request of its start: it counts for nothing, and its phase stays `booting`. */
  warm(exec: Exec, now: number): void {
    exec.worker = this
    this.#talk.begin(exec, now)
  }

  /** Earliest moment at which `checkDeadline` could have something to do. */
  get nextCheckMs(): number {
    return this.#talk.nextCheckMs
  }

  /** Looks at the clock for the running request: answers what has passed, if anything. */
  checkDeadline(now: number): Passed | undefined {
    return this.#talk.checkDeadline(now)
  }

  resume(exec: Exec): void {
    this.#talk.resume(exec)
  }

  abandon(exec: Exec): void {
    this.#talk.abandon(exec)
  }

  /** Tells the process to leave after what it is doing. */
  sendStop(): void {
    this.toldToStop = true
    this.#talk.sendStop()
  }

  /** Ends the process at once, for a reason that its request will be told. */
  kill(reason: Error, state: WorkerState = 'errored'): void {
    if (this.phase === 'dead' || this.failure !== undefined) return
    this.failure = reason
    this.become(state)
    if (this.phase !== 'draining') this.enter('draining')
    this.process.kill()
    // What it still writes is read after its end; a full pipe must not keep it from being looked at.
    this.#talk.readOn()
  }

  // What the relay tells.

  onChunk(chunk: Buffer): void {
    if (this.#stray !== undefined) return this.#stray.add(chunk)
    this.#decoder.push(chunk)
    this.#talk.flush()
  }

  onEnd(error: Error | undefined): void {
    if (this.phase === 'dead' || this.failure !== undefined || this.phase === 'draining') return
    // Its first question could not be written: why it has left is in its output, which nobody has read yet.
    if (error !== undefined && this.phase === 'booting') this.#relay.drain(() => {})
    if (this.#stray !== undefined) return this.#reportStray()
    if (this.phase === 'booting') this.#fail(new Error(this.#decoder.atBoundary ? 'EOF' : 'unexpected EOF'))
    else this.#fail(error === undefined ? workerGone() : sendFailure(error))
  }

  // What its frames tell.

  settled(exec: Exec, outcome: Outcome): void {
    this.lastUsedMs = performance.now()
    this.#owner.settled(this, exec, outcome)
  }

  recalled(execs: readonly Exec[]): void {
    this.numExecs -= execs.length
    this.#owner.recalled(this, execs)
  }

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
    this.leaves('invalid')
    if (this.phase === 'booting') this.#handshake?.misunderstood()
    // Whatever follows cannot be trusted either.
    this.#reader.events = ignoreAnswers
    this.#fail(error)
  }

  garbage(bytes: Buffer): void {
    this.leaves('invalid')
    this.#stray = new StrayText(() => this.#reportStray())
    this.#stray.add(bytes)
    if (this.phase === 'booting') return
    this.distrust()
    if (this.phase === 'idle') this.enter('draining')
  }

  /** Goes on over pipes of its own, with several requests at a time, if the worker takes the offer. */
  async #pipeline(depth: number): Promise<void> {
    const left = this.#relay
    const road = await this.#offer(this.process, left)
    if (road === undefined || this.phase !== 'booting') {
      left.attach(this)
      return road?.relay.close()
    }
    // What is printed to its standard output no longer disturbs; a child that reads its standard input sees the end.
    left.attach({ onChunk: (text) => this.unsolicited('text', text.toString()), onEnd: () => {} })
    left.endInput()
    this.#left = left
    this.#relay = road.relay
    this.#talk = new Lane(road.relay, { ...this.settings, depth, takeBack: () => road.takeBack() }, this)
    this.#reader = new AnswerReader(this.#talk, this, 2)
    this.#decoder = new FrameDecoder(this.#reader, this.settings.pieceBytes)
    this.depth = depth
    this.receipts = true
    road.relay.attach(this)
  }

  #reportStray(): void {
    if (this.failure !== undefined || this.phase === 'dead') return
    const text = this.#stray?.end() ?? ''
    if (this.phase !== 'booting' && this.load === 0) this.unsolicited('text', text)
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
    // The last first: what has not been started goes to the front of the line.
    const lost = this.#talk.end(this.#stray !== undefined).toReversed()
    this.#relay.close()
    this.#left?.close()
    for (const { exec, started } of lost) this.#owner.abandoned(this, exec, this.failure, started)
    this.#owner.exited(this)
  }
}
