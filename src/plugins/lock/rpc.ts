import { lock as messages } from '../../gen/lock.js'
import { messageType } from '../../kernel/message-type.ts'
import { defineMethod, type RpcCaller, type RpcMethods } from '../../kernel/rpc.ts'
import type { Logger } from '../../lib/log.ts'
import { andThen, type MaybePromise } from '../../lib/maybe-promise.ts'
import type { LockBackend } from './backend.ts'

/** Times are microseconds; 0 and null mean the default. */
interface Request {
  readonly resource: string
  readonly id: string
  readonly ttl: number | null
  readonly wait: number | null
}

interface Response {
  readonly ok: boolean
}

const requestType = messageType<Request>(messages.v1beta1.Request)
const responseType = messageType<Response>(messages.v1beta1.Response)

/** How long a lock is waited for where the caller does not say. */
const defaultWaitMs = 1

type Work = (request: Request, caller?: RpcCaller) => MaybePromise<boolean>

/** Namespace `lock`. Follows: spec 06 §2.2 */
export function lockMethods(locks: () => LockBackend, log: Logger): RpcMethods {
  const method = (message: string, work: Work): RpcMethods[string] =>
    defineMethod<Request, Response>({
      request: requestType,
      response: responseType,
      call(request, caller) {
        if (log.enabled('debug')) log.debug(message, fieldsOf(request))
        return andThen(work(request, caller), (ok) => ({ ok }))
      },
    })
  const owned = (message: string, work: Work): RpcMethods[string] =>
    method(message, (request, caller) => {
      if (request.id === '') throw new Error('empty ID is not allowed')
      return work(request, caller)
    })
  return {
    Lock: owned('lock request received', (request, caller) => acquire(locks(), request, false, caller, log)),
    LockRead: owned('read lock request received', (request, caller) => acquire(locks(), request, true, caller, log)),
    Release: owned('release request received', ({ resource, id }) =>
      andThen(locks().release(resource, id), (released) => {
        log.debug(released ? 'lock successfully released' : notOwned, { resource, id })
        return released
      }),
    ),
    ForceRelease: method('force release request received', ({ resource }) =>
      andThen(locks().forceRelease(resource), (known) => {
        if (known) log.debug('all force-release messages were sent', { resource })
        return known
      }),
    ),
    Exists: owned('exists request received', ({ resource, id }) => locks().exists(resource, id)),
    UpdateTTL: owned('updateTTL request received', (request) => {
      const { resource, id } = request
      return andThen(locks().updateTtl(resource, id, ttlMs(request)), (held) => {
        if (held) log.debug('r/lock: ttl was updated', fieldsOf(request))
        else log.warn('no such lock ID', { resource, id })
        return held
      })
    }),
  }
}

const notOwned = 'release called for the resource which is not owned by the caller'

function acquire(
  locks: LockBackend,
  request: Request,
  shared: boolean,
  caller: RpcCaller | undefined,
  log: Logger,
): MaybePromise<boolean> {
  const { resource, id } = request
  const waitMs = request.wait === null || request.wait <= 0 ? defaultWaitMs : Number(request.wait) / 1000
  const wait = locks.acquire({ resource, id, shared, ttlMs: ttlMs(request), waitMs })
  if (!(wait.granted instanceof Promise)) return wait.granted
  const cancel = (): void => {
    log.debug('the caller that waited for the lock is gone', { resource, id })
    wait.cancel()
  }
  caller?.onGone(cancel)
  const answered = wait.granted.finally(() => caller?.offGone(cancel))
  return answered.then((ok) => {
    if (!ok) log.warn('lock notification wait timeout expired', fieldsOf(request))
    return ok
  })
}

function ttlMs({ ttl }: Request): number {
  if (ttl !== null && ttl < 0) throw new Error('ttl must not be negative')
  return ttl === null || Number(ttl) === 0 ? Number.POSITIVE_INFINITY : Number(ttl) / 1000
}

function fieldsOf({ resource, id, ttl, wait }: Request) {
  return { resource, id, ttl: Number(ttl ?? 0), wait_ttl: Number(wait ?? 0) }
}
