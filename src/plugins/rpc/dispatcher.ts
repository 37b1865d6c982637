import { Flag } from '../../goridge/frame.ts'
import type { RpcCaller, RpcMethod, RpcMethods } from '../../kernel/rpc.ts'
import { errorText } from '../../lib/op-error.ts'
import { answerCodec, decodeArgument, encodeResult } from './codec.ts'

/** Takes the one answer to a call: flags of its frame, and the result or the error's text. */
export type Answer = (flags: number, body: string | Uint8Array) => void

type AnyMethod = RpcMethod<unknown, unknown>

/** Finds methods and calls them; knows nothing of connections. Follows: spec 02 §4.3. */
export class RpcDispatcher {
  readonly #namespaces: ReadonlyMap<string, RpcMethods>

  constructor(namespaces: ReadonlyMap<string, RpcMethods>) {
    this.#namespaces = namespaces
  }

  /** Calls `<namespace>.<Method>`. Answers exactly once, at once when the method does; `body` is not used after the return. */
  dispatch(flags: number, name: string, body: Buffer, answer: Answer, caller?: RpcCaller): void {
    const codec = answerCodec(flags)
    const fail = (error: unknown): void => answer(codec | Flag.error, errorText(error))
    try {
      const method = this.#find(name)
      const result = then(decodeArgument(flags, method.request, body), (argument) =>
        then(method.call(argument, caller), (value) => encodeResult(codec, method.response, value)),
      )
      if (result instanceof Promise) result.then((encoded) => answer(codec, encoded), fail)
      else answer(codec, result)
    } catch (error) {
      fail(error)
    }
  }

  #find(name: string): AnyMethod {
    const dot = name.lastIndexOf('.')
    if (dot === -1) throw new Error(`rpc: service/method request ill-formed: ${name}`)
    const methods = this.#namespaces.get(name.slice(0, dot))
    if (methods === undefined) throw new Error(`rpc: can't find service ${name}`)
    const methodName = name.slice(dot + 1)
    if (!Object.hasOwn(methods, methodName)) throw new Error(`rpc: can't find method ${name}`)
    return methods[methodName] as unknown as AnyMethod
  }
}

/** Goes on with a value now, or when its promise has it: most methods answer at once, and a promise would cost more than they do. */
function then<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
