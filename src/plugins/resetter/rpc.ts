import type { PluginContext } from '../../kernel/plugin.ts'
import type { RpcMethods } from '../../kernel/rpc.ts'
import { defineMethod } from '../../kernel/rpc.ts'
import { boolType, jsonResult, stringType } from '../../kernel/rpc-types.ts'
import { workerGroup } from '../../kernel/worker-groups.ts'
import { RRError } from '../../lib/errors.ts'
import { OpError } from '../../lib/op-error.ts'

type Context = Pick<PluginContext<unknown>, 'having'>

/** Namespace `resetter`: replaces the workers of a plugin. Follows: spec 02 §7.2. */
export function resetterMethods(ctx: Context): RpcMethods {
  return {
    List: defineMethod({
      request: boolType,
      response: jsonResult<readonly string[]>(),
      call: () => ctx.having('reset').map(({ name }) => name),
    }),
    Reset: defineMethod({
      request: stringType,
      response: boolType,
      async call(plugin) {
        try {
          await reset(ctx, plugin)
        } catch (error) {
          throw new OpError('resetter_rpc_reset', undefined, withCode(error))
        }
        return true
      },
    }),
  }
}

/** The text alone crosses the wire: the code of an error of ours goes in front of it, for `rr reset --check`. */
function withCode(error: unknown): unknown {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof RRError) return new Error(`${at.code}: ${at.message}`, { cause: error })
  }
  return error
}

async function reset(ctx: Context, plugin: string): Promise<void> {
  const replace = workerGroup(ctx, 'reset', plugin)?.reset
  if (replace === undefined) {
    throw new OpError('resetter_plugin_reset_by_name', undefined, new Error(`no such plugin: ${plugin}`))
  }
  await replace()
}
