import { kv as messages } from '../../gen/kv.js'
import { messageType } from '../../kernel/message-type.ts'
import { defineMethod, type RpcMethods } from '../../kernel/rpc.ts'
import { andThen, type MaybePromise, rethrow } from '../../lib/maybe-promise.ts'
import { OpError } from '../../lib/op-error.ts'
import type { OpenStorage, RequestItem } from './open-storage.ts'
import { formatTimeout } from './timeout.ts'

interface Request {
  readonly storage: string
  readonly items: readonly RequestItem[]
}

interface Response {
  readonly items: ReadonlyArray<Partial<RequestItem>>
}

const requestType = messageType<Request>(messages.v1.Request)
const responseType = messageType<Response>(messages.v1.Response)
const empty: Response = { items: [] }

/** Namespace `kv`. `find` gives a storage by the name that PHP uses. Follows: spec 06 §1.3. */
export function kvMethods(find: (name: string) => OpenStorage | undefined): RpcMethods {
  const method = (
    operation: string,
    work: (storage: OpenStorage, items: readonly RequestItem[]) => MaybePromise<Response>,
  ): RpcMethods[string] =>
    defineMethod<Request, Response>({
      request: requestType,
      response: responseType,
      call: ({ storage, items }) =>
        rethrow(
          () => work(existing(find, storage, operation), items),
          (error) => new OpError(operation, undefined, error),
        ),
    })
  return {
    Has: method('rpc_has', (storage, items) =>
      andThen(storage.has(items), (keys) => ({ items: keys.map((key) => ({ key })) })),
    ),
    Set: method('rpc_set', (storage, items) => andThen(storage.set(items), nothing)),
    MGet: method('rpc_mget', (storage, items) => andThen(storage.get(items), (found) => ({ items: found }))),
    MExpire: method('rpc_mexpire', (storage, items) => andThen(storage.expire(items), nothing)),
    TTL: method('rpc_ttl', (storage, items) =>
      andThen(storage.expiries(items), (times) => ({
        items: times.map(({ key, expiresAtMs }) => ({
          key,
          timeout: expiresAtMs === 0 ? '' : formatTimeout(expiresAtMs),
        })),
      })),
    ),
    // The name of the operation is misspelt in RoadRunner, too.
    Delete: method('rcp_delete', (storage, items) => andThen(storage.delete(items), nothing)),
    Clear: method('rcp_delete', (storage) => andThen(storage.clear(), nothing)),
  }
}

function existing(find: (name: string) => OpenStorage | undefined, name: string, operation: string): OpenStorage {
  const storage = find(name)
  if (storage !== undefined) return storage
  // RoadRunner's Set does not look for an empty name.
  if (name === '' && operation !== 'rpc_set') throw new Error('no storage provided')
  throw new Error(`no such storage: ${name}`)
}

function nothing(): Response {
  return empty
}
