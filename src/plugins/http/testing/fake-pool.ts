import type { EncodedRequest } from '../../../goridge/request.ts'
import type { ExecHandler, Execution, Pool } from '../../../pool/contract.ts'

/** A request as a fake worker sees it. */
export interface FakeRequest {
  readonly flag: number
  readonly context: Buffer
  readonly body: Buffer
  readonly handler: ExecHandler
  resumes: number
  cancels: number
  /** Taken back by its exchange; undefined: not asked. */
  withdrawn: boolean | undefined
  onResume?: () => void
}

/** A pool without processes: what a worker would do is a function. Answers come in a later turn unless `sync`. */
export class FakePool implements Pool {
  readonly debug = false
  readonly queueSize = 0
  readonly hasFreeWorker = true
  onFreeWorker: (() => void) | undefined
  readonly hasRoom = true
  onRoom: (() => void) | undefined
  readonly seen: FakeRequest[] = []
  readonly calls: string[] = []
  states: Readonly<Record<string, number>> = { ready: 1 }
  worker: (request: FakeRequest) => void
  /** True: no worker has the requests yet. */
  waiting = false
  readonly #sync: boolean

  constructor(worker: (request: FakeRequest) => void, sync = false) {
    this.worker = worker
    this.#sync = sync
  }

  exec({ bytes, receiptBytes }: EncodedRequest, handler: ExecHandler): Execution {
    const frame = bytes.subarray(receiptBytes)
    const headerBytes = ((frame[0] as number) & 0x0f) * 4
    const contextEnd = headerBytes + frame.readUInt32LE(12)
    const context = frame.subarray(headerBytes, contextEnd)
    const request: FakeRequest = {
      flag: frame[1] as number,
      context,
      body: frame.subarray(contextEnd),
      handler,
      resumes: 0,
      cancels: 0,
      withdrawn: undefined,
    }
    this.seen.push(request)
    if (this.#sync) this.worker(request)
    else setImmediate(() => this.worker(request))
    return {
      resume: () => this.#resume(request),
      cancel: () => void request.cancels++,
      withdraw: () => this.#withdraw(request),
    }
  }

  workers(): Promise<[]> {
    return Promise.resolve([])
  }
  countByState(): Readonly<Record<string, number>> {
    return this.states
  }
  addWorker(): Promise<void> {
    return this.#note('addWorker')
  }
  removeWorker(): Promise<void> {
    return this.#note('removeWorker')
  }
  reset(): Promise<void> {
    return this.#note('reset')
  }
  destroy(): Promise<void> {
    return this.#note('destroy')
  }

  #resume(request: FakeRequest): void {
    request.resumes++
    request.onResume?.()
  }

  #withdraw(request: FakeRequest): boolean {
    request.withdrawn = this.waiting
    return this.waiting
  }

  #note(call: string): Promise<void> {
    this.calls.push(call)
    return Promise.resolve()
  }
}

/** The context of an answer in JSON. */
export function jsonHead(status: number, headers: Record<string, string[]> = {}): Buffer {
  return Buffer.from(JSON.stringify({ status, headers }))
}
