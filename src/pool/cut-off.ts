import type { Logger } from '../lib/log.ts'
import type { Passed } from './conversation.ts'
import { execTtlPassed, workerGone } from './failures.ts'
import type { Worker } from './worker.ts'

const reasons = { exec_ttl: 'exec_ttl', stream_timeout: 'stream_timeout', 'request lost': 'request_lost' } as const

/** Kills the worker whose request has run out of time, and says so. Follows: spec 01 §9.1, §9.3. */
export function cutOff(worker: Worker, passed: Passed, log: Logger): void {
  const { pid } = worker
  worker.leaves(reasons[passed])
  if (passed === 'exec_ttl') {
    log.warn('worker stopped, and will be restarted', {
      reason: 'execTTL timeout elapsed',
      pid,
      internal_event_name: 'EventExecTTL',
    })
    return worker.kill(execTtlPassed(), 'undefined')
  }
  const fields = { pid, internal_event_name: 'EventWorkerError' }
  if (passed === 'stream_timeout') {
    log.warn('stream cancel error', { reason: 'no end of stream within stream_timeout', ...fields })
  } else {
    const fate = 'it is replaced, and the request runs again'
    log.warn(`request was taken from the pipe, but not by the worker: ${fate}`, fields)
  }
  worker.kill(workerGone())
}
