import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../lib/log.ts'
import { spawnTimeout } from './failures.ts'
import { ProbeRefused } from './handshake.ts'
import type { Launch } from './launch.ts'
import { noteOutput } from './start-output.ts'
import { type WarmupRequest, warmUp } from './warmup.ts'
import { Worker, type WorkerOwner } from './worker.ts'
import type { WorkerSettings } from './worker-record.ts'

/** What starts the workers of one pool. */
export interface BootOptions {
  readonly launch: Launch
  readonly allocateTimeoutMs: number
  /** Requests after which a worker leaves, before the jitter; 0 for no limit. */
  readonly maxJobs: number
  readonly settings: Omit<WorkerSettings, 'maxExecs'>
  /** Find out whether workers give receipts. */
  readonly probe: boolean
  /** What each worker must answer before it takes other requests. */
  readonly warmup: readonly WarmupRequest[]
  readonly log: Logger
}

/**
 * Starts workers: process, relay, handshake, all within `allocate_timeout`. Nothing is left behind of one that does not come up. What the
 * first worker knows of receipts, the later ones of the pool are taken to know too.
 */
export class Booting {
  readonly #options: BootOptions
  #probe: boolean
  /** Some worker of this pool gives receipts. */
  #confirmed = false
  /** How long the last start took, milliseconds; 0 before the first. */
  lastMs = 0

  constructor(options: BootOptions) {
    this.#options = options
    this.#probe = options.probe
  }

  /**
   * A worker that has said hello, in phase `booting`. `track` gets it before that, so that it can be seen and stopped. When `givenUp` aborts,
   * the process is killed and the reason is the error.
   */
  async boot(owner: WorkerOwner, track: (worker: Worker) => void, givenUp?: AbortSignal): Promise<Worker> {
    const timeout = AbortSignal.timeout(Math.ceil(this.#options.allocateTimeoutMs))
    const signal = givenUp === undefined ? timeout : AbortSignal.any([timeout, givenUp])
    givenUp?.throwIfAborted()
    try {
      return await this.#attempt(owner, track, this.#probe, signal)
    } catch (error) {
      if (!(error instanceof ProbeRefused)) throw error
      // Others have answered: this one may just have died at that moment.
      if (this.#confirmed) return await this.#attempt(owner, track, true, signal)
      const worker = await this.#attempt(owner, track, false, signal)
      if (this.#probe)
        this.#options.log.info('workers give no receipts: an extra answer costs a worker its life (pool.receipts)')
      this.#probe = false
      return worker
    }
  }

  async #attempt(
    owner: WorkerOwner,
    track: (worker: Worker) => void,
    probe: boolean,
    signal: AbortSignal,
  ): Promise<Worker> {
    const { launch, settings, maxJobs, log } = this.#options
    const began = performance.now()
    const launched = await launch(signal).catch((error: unknown) => {
      throw signal.aborted ? abortReason(signal) : error
    })
    const { process, greeted, output } = launched
    const worker = new Worker(launched, { ...settings, maxExecs: jittered(maxJobs) }, owner)
    track(worker)
    try {
      await withinSignal(worker.greet(probe, greeted), signal)
      if (worker.phase !== 'booting') throw new Error('EOF')
      await withinSignal(warmUp(worker, this.#options.warmup), signal)
      if (worker.phase !== 'booting') throw new Error('EOF')
    } catch (error) {
      worker.kill(error as Error)
      await process.exited
      if (output !== undefined) noteOutput(error, await output.whole())
      throw error
    }
    this.lastMs = performance.now() - began
    worker.become('ready')
    this.#confirmed ||= worker.receipts
    log.debug('worker is allocated', {
      pid: worker.pid,
      max_execs: worker.settings.maxExecs,
      ...(worker.depth > 1 ? { pipeline: worker.depth } : {}),
      internal_event_name: 'EventWorkerConstruct',
    })
    return worker
  }
}

/** Up to 14 % more, drawn for each worker, so that they do not all leave at once; spec 01 §10. */
function jittered(maxJobs: number): number {
  return maxJobs + Math.floor((maxJobs * Math.floor(Math.random() * 15)) / 100)
}

/** Raced also when it is over already: `work` may fail all the same, and nobody else listens to it. */
async function withinSignal(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const done = new AbortController()
  const timeout = new Promise<never>((_, reject) => {
    const abort = (): void => reject(abortReason(signal))
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true, signal: done.signal })
  })
  try {
    await Promise.race([timeout, work])
  } finally {
    done.abort()
  }
}

/** Why a start was broken off: it took too long, or nobody wants it any more. */
function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason
  return reason instanceof DOMException && reason.name === 'TimeoutError' ? spawnTimeout() : (reason as Error)
}

/** Waits, unless the pool is closing: then it ends at once. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal, ref: false }).catch(() => {})
}
