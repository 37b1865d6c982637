import { type MessagePort, Worker } from 'node:worker_threads'
import { RRError } from '../../../lib/errors.ts'
import { errorText } from '../../../lib/op-error.ts'
import { errorOfData } from './error-data.ts'
import type { FromThread, LogRecord, ThreadCalls, ThreadSetup, ToThread } from './messages.ts'

/** Who the thread tells what it is not asked for. */
export interface ThreadListener {
  records(records: readonly LogRecord[]): void
  spawned(process: { readonly exited: Promise<void>; kill(): void }): void
  /** The thread ended though nobody asked for it, or it cannot keep a worker alive: the server must end. */
  failed(error: Error): void
}

interface Asked {
  resolve(result: unknown): void
  reject(error: Error): void
}

/** One I/O thread, as control sees it. */
export class ThreadLink {
  readonly #worker: Worker
  readonly #index: number
  readonly #listener: ThreadListener
  readonly #asked = new Map<number, Asked>()
  readonly #processes = new Map<number, () => void>()
  readonly #ended = Promise.withResolvers<void>()
  #lastId = 0
  #closing = false
  /** Why the thread is gone. */
  #failure: Error | undefined

  constructor(setup: ThreadSetup, transfer: readonly MessagePort[], listener: ThreadListener) {
    this.#index = setup.index
    this.#listener = listener
    // Descriptors belong to whoever made them, here as in the main thread: Node need not watch over them.
    this.#worker = new Worker(threadUrl(), {
      workerData: setup,
      transferList: [...transfer],
      trackUnmanagedFds: false,
      name: `http ${setup.index}`,
    })
    this.#worker.on('message', (message: FromThread) => this.#receive(message))
    this.#worker.on('error', (error: Error) => this.#end(errorText(error), error))
    this.#worker.on('exit', (code) => this.#end(`exit code ${code}`))
  }

  /** Asks the thread for something. Rejects with what it raised, or when it is gone. */
  call<Name extends keyof ThreadCalls>(
    name: Name,
    ...[argument]: ThreadCalls[Name]['argument'] extends undefined ? [] : [number]
  ): Promise<ThreadCalls[Name]['result']> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    const id = ++this.#lastId
    this.#worker.postMessage({ kind: 'call', id, name, argument } satisfies ToThread)
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve: resolve as (result: unknown) => void, reject })
    })
  }

  /** Ends the thread, whose work is done. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#worker.terminate()
    await this.#ended.promise
  }

  /** True until it has ended. */
  get alive(): boolean {
    return this.#failure === undefined
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case 'done':
        return this.#answered(message.id)?.resolve(message.result)
      case 'failed':
        return this.#answered(message.id)?.reject(errorOfData(message.error))
      case 'log':
        return this.#listener.records(message.records)
      case 'spawned':
        return this.#spawned(message.pid)
      case 'exited':
        return this.#exited(message.pid)
      case 'fatal':
        return this.#listener.failed(errorOfData(message.error))
    }
  }

  #answered(id: number): Asked | undefined {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    return asked
  }

  #spawned(pid: number): void {
    const exited = new Promise<void>((resolve) => this.#processes.set(pid, resolve))
    this.#listener.spawned({ exited, kill: () => killQuietly(pid) })
  }

  #exited(pid: number): void {
    this.#processes.get(pid)?.()
    this.#processes.delete(pid)
  }

  /** It is gone: nobody waits for its processes any more, so they are ended here and not heard of again. */
  #end(reason: string, cause?: Error): void {
    if (this.#failure !== undefined) return this.#ended.resolve()
    this.#failure = new RRError('RR_HTTP_THREAD_ENDED', [this.#index, reason], cause && { cause })
    for (const asked of this.#asked.values()) asked.reject(this.#failure)
    this.#asked.clear()
    for (const [pid, exited] of this.#processes) {
      killQuietly(pid)
      exited()
    }
    if (!this.#closing) this.#listener.failed(this.#failure)
    if (cause === undefined) this.#ended.resolve()
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended, and nobody was left to say so.
  }
}

/** The thread's program: in the source beside the list of plugins, at the top of dist/ in the bundle. */
function threadUrl(): URL {
  const here = import.meta.url
  if (here.endsWith('.ts')) return new URL('../../_io-thread.ts', here)
  return new URL(here.includes('/chunks/') ? '../io-thread.mjs' : './io-thread.mjs', here)
}
