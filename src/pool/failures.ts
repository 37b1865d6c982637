import { OpError } from '../lib/op-error.ts'

/*
  What a failed request says, in RoadRunner's words: HTTP shows them in debug mode, gRPC, jobs and Temporal forward or log them.
  Follows: spec 01 §9.1, §8.1, §4.2.
*/

const receive = 'sync_worker_receive_frame'

/** The worker answered with an error of the application: it stays alive. */
export function softError(text: string): OpError {
  return new OpError(receive, 'SoftJob', new Error(text))
}

/** The worker died, or closed its pipe, without an answer. */
export function workerGone(): OpError {
  return new OpError(receive, 'Network', new Error('EOF'))
}

/** Something that is no frame came from the worker: most often text printed to stdout. */
export function garbageFailure(text: string): OpError {
  return new OpError(receive, 'Network', stdoutFailure(text))
}

/** What stands in for a frame that is none. Also the reason of a worker that cannot start. */
export function stdoutFailure(text: string): OpError {
  if (text.startsWith('Could not op')) {
    return new OpError(
      'goridge_frame_receive',
      'FileNotFound',
      new Error(text === 'Could not op' ? 'file not found' : text.trimEnd()),
    )
  }
  return new OpError(
    'goridge_frame_receive',
    undefined,
    new Error(
      `validation failed on the message sent to STDOUT, see: https://docs.roadrunner.dev/error-codes/stdout-crc, invalid message: ${text}`,
    ),
  )
}

/** A context length beyond the frame. */
export function badPayload(payload: Buffer): OpError {
  return new OpError(receive, 'Network', new Error(`bad payload ${payload.toString('utf8', 0, 4096)}`))
}

/** A frame that is no answer. */
export function undecodable(): OpError {
  return new OpError(receive, 'Decode', new Error('options length should be equal 1 (body offset)'))
}

/** The request could not be written. */
export function sendFailure(cause: Error): OpError {
  return new OpError(
    'sync_worker_send_frame',
    'Network',
    new OpError('pipes frame send', undefined, new Error(writeText(cause))),
  )
}

/** The request ran longer than `exec_ttl`. */
export function execTtlPassed(): OpError {
  return new OpError('worker_exec_with_timeout', 'ExecTTL', new Error('context deadline exceeded'))
}

/** No worker became free within `allocate_timeout`. */
export function noFreeWorkers(): OpError {
  return new OpError('static_pool_exec', 'NoFreeWorkers', new OpError('static_pool_exec', undefined))
}

/** `max_queue_size` requests are in the pool already. */
export function queueFull(): OpError {
  return new OpError('static_pool_exec', 'QueueSize', new Error('max queue size reached'))
}

/** The pool has been destroyed. */
export function poolStopped(): OpError {
  const inner = new OpError('static_pool_exec', undefined, new OpError('worker_watcher_get_free_worker', undefined))
  return new OpError('static_pool_exec', 'WatcherStopped', inner)
}

/** A request with nothing in it: the SDK would take it for the end. */
export function emptyPayload(): OpError {
  return new OpError('static_pool_exec', undefined, new Error('payload can not be empty'))
}

/** Workers did not start. */
export function cannotAllocate(cause: unknown): OpError {
  return new OpError('static_pool_allocate_workers', 'WorkerAllocate', cause)
}

/** A worker did not say hello in time. */
export function spawnTimeout(): Error {
  return new Error(
    'failed to spawn a worker, possible reasons: https://docs.roadrunner.dev/error-codes/allocate-timeout',
  )
}

function writeText(cause: Error): string {
  return (cause as NodeJS.ErrnoException).code === 'EPIPE' ? 'write |1: broken pipe' : cause.message
}
