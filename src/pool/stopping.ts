import type { Logger } from '../lib/log.ts'
import type { Worker } from './worker.ts'

/** How long a worker may take to leave when told to; spec 01 §13.5. */
const stopMs = 10_000

/**
 * Tells a worker to leave after what it is doing, and ends its process when it does not within 10 s. Resolves when it is gone; may be called
 * again meanwhile. Follows: spec 01 §13.5.
 */
export async function stopWorker(worker: Worker, log: Logger): Promise<void> {
  if (worker.phase === 'dead' || worker.failure !== undefined) {
    await worker.process.exited
    return
  }
  worker.become('stopping')
  worker.enter('draining')
  if (!worker.toldToStop) {
    log.debug('sending stop request to the worker', { pid: worker.pid, internal_event_name: 'EventWorkerDestruct' })
    worker.sendStop()
  }
  const timer = setTimeout(() => {
    log.warn("worker doesn't respond on stop command, killing process", { PID: worker.pid })
    worker.process.kill()
  }, stopMs)
  timer.unref()
  await worker.process.exited
  clearTimeout(timer)
}

/** Lets a worker go for good, so that its exit brings no replacement. Resolves when it is gone. */
export async function removeWorker(worker: Worker, log: Logger): Promise<void> {
  worker.become('destroyed')
  await stopWorker(worker, log)
}

/**
 * Lets a worker go for good: now when it is idle or has not come up, else after its request, or when `timeoutMs` is over. Resolves when it is gone.
 */
export async function dismissWorker(worker: Worker, log: Logger, timeoutMs?: number): Promise<void> {
  worker.become('destroyed')
  if (worker.phase === 'booting') worker.kill(new Error('the worker is not wanted any more'))
  if (worker.phase === 'idle') return await stopWorker(worker, log)
  const late = timeoutMs === undefined ? undefined : setTimeout(() => void stopWorker(worker, log), timeoutMs).unref()
  await worker.process.exited
  clearTimeout(late)
}
