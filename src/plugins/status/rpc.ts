import { status as messages } from '../../gen/status.js'
import { messageType } from '../../kernel/message-type.ts'
import type { PluginContext } from '../../kernel/plugin.ts'
import { defineMethod, type RpcMethods } from '../../kernel/rpc.ts'
import { OpError } from '../../lib/op-error.ts'
import { type CheckKind, checkerOf } from './checks.ts'

interface Response {
  readonly code: number
  readonly message: string
}

const requestType = messageType<{ readonly plugin: string }>(messages.v1.Request)
const responseType = messageType<Response>(messages.v1.Response)

/** Namespace `status`: the checks of one plugin. Follows: spec 03 §11.3 */
export function statusMethods(ctx: Pick<PluginContext<unknown>, 'having'>): RpcMethods {
  const method = (kind: CheckKind, operation: string): RpcMethods[string] =>
    defineMethod({
      request: requestType,
      response: responseType,
      call: ({ plugin }) => ({ code: codeOf(ctx, kind, plugin, operation), message: '' }),
    })
  return { Status: method('health', 'status'), Ready: method('ready', 'ready') }
}

function codeOf(
  ctx: Pick<PluginContext<unknown>, 'having'>,
  kind: CheckKind,
  plugin: string,
  operation: string,
): number {
  const check = checkerOf(ctx, kind, plugin)
  try {
    if (check === undefined)
      throw new OpError(`checker_plugin_${operation}`, undefined, new Error(`no such plugin: ${plugin}`))
    return Number(check() ?? 0)
  } catch (error) {
    throw new OpError(`checker_rpc_${operation}`, undefined, error)
  }
}
