import type { EncodedRequest } from '../goridge/request.ts'
import type { WorkerAnswer } from './contract.ts'
import { Exec, type ExecOwner } from './exec.ts'
import type { Worker } from './worker.ts'

/** A request that each new worker must answer before it takes others. The pool carries the bytes; whoever asks for it knows what they mean. */
export interface WarmupRequest {
  /** The bytes, made anew for each worker. */
  encode(): EncodedRequest
  /** What is wrong with the answer (of a stream: its first context, and all of its body); undefined when nothing is. */
  judge(answer: WorkerAnswer): Error | undefined
}

/** Nobody counts these requests: the worker is not in the pool yet. */
const nobody: ExecOwner = {
  cancelled() {},
  streamBegan() {},
  callerFailed() {},
}

/** Has a worker that has said hello answer these requests, one after the other. Rejects with the first fault, or when it dies. */
export async function warmUp(worker: Worker, requests: readonly WarmupRequest[]): Promise<void> {
  for (const one of requests) {
    const fault = one.judge(await answerTo(worker, one.encode()))
    if (fault !== undefined) throw fault
  }
}

function answerTo(worker: Worker, request: EncodedRequest): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    let context: Buffer | undefined
    const body: Buffer[] = []
    const exec = new Exec(
      request,
      {
        onPart(head, piece, codec, more) {
          context ??= Buffer.from(head)
          body.push(Buffer.from(piece))
          if (!more) resolve({ context, body: Buffer.concat(body), codec })
          return true
        },
        onError: reject,
      },
      nobody,
    )
    worker.warm(exec, performance.now())
  })
}
