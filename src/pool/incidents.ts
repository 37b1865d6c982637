import type { Logger } from '../lib/log.ts'
import { OpError } from '../lib/op-error.ts'
import type { Unsolicited } from './conversation.ts'
import type { Exec } from './exec.ts'
import type { Worker } from './worker.ts'

/** Logs, in RoadRunner's words, that a worker has died with a request. Follows: spec 01 §9.1, §15.4. */
export function logLoss(log: Logger, worker: Worker, exec: Exec, error: Error, started: boolean): void {
  const kind = error instanceof OpError ? error.kind : undefined
  // Logged where the limit was watched.
  if (kind === 'ExecTTL') return
  const fields = { pid: worker.pid, error }
  if (!started) log.warn('worker died before it started a request: the request runs on another', fields)
  else if (exec.phase === 'streaming') log.warn('stream error', fields)
  else if (kind === 'Decode') {
    log.warn('worker will be restarted', { ...fields, internal_event_name: 'EventWorkerDestruct' })
  } else {
    log.warn("RoadRunner can't communicate with the worker", {
      reason: 'worker hung or process was killed',
      ...fields,
      internal_event_name: 'EventWorkerError',
    })
  }
}

/** Logs that an application has answered with an error. */
export function logSoftError(log: Logger, worker: Worker, error: Error): void {
  log.warn('soft worker error', {
    reason: 'SoftJob',
    pid: worker.pid,
    internal_event_name: 'EventWorkerSoftError',
    error,
  })
}

/** Logs what a worker sent that belongs to no request. `stays`: the worker may go on, because it is in step. */
export function logUnsolicited(log: Logger, worker: Worker, what: Unsolicited, text: string, stays: boolean): void {
  const { pid } = worker
  if (what === 'selfStop') return log.debug('worker asked to be replaced', { pid })
  const fate = stays ? 'dropped' : 'dropped, and the worker replaced'
  log.warn(`worker sent ${names[what]} that no request waits for: ${fate}`, { pid, text })
}

const names = { answer: 'an answer', error: 'an error', receipt: 'a receipt', text: 'a text' } as const
