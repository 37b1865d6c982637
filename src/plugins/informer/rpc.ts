import type { JobsInfo, PluginContext, WorkerInfo } from '../../kernel/plugin.ts'
import type { RpcMethods } from '../../kernel/rpc.ts'
import { defineMethod } from '../../kernel/rpc.ts'
import { boolType, jsonResult, stringType } from '../../kernel/rpc-types.ts'
import { workerGroup, workerGroups } from '../../kernel/worker-groups.ts'

type Context = Pick<PluginContext<unknown>, 'having' | 'log'>
type Workers = { readonly workers: readonly WorkerInfo[] }

/** How long a plugin may take to tell about its pipelines. */
const jobsTimeoutMs = 60_000

/** Namespace `informer`: what workers and pipelines there are. Follows: spec 02 §7.1. */
export function informerMethods(ctx: Context): RpcMethods {
  const workersOf = async (plugin: string): Promise<Workers> => ({ workers: await listWorkers(ctx, plugin) })
  return {
    List: defineMethod({
      request: boolType,
      response: jsonResult<readonly string[]>(),
      call: () => workerGroups(ctx).map(({ name }) => name),
    }),
    Workers: defineMethod({ request: stringType, response: jsonResult(goWorkers), call: workersOf }),
    Jobs: defineMethod({
      request: stringType,
      response: jsonResult<readonly JobsInfo[] | null>(),
      call: (plugin) => listJobs(ctx, plugin),
    }),
    AddWorker: scaling(ctx, 'addWorker'),
    RemoveWorker: scaling(ctx, 'removeWorker'),
  }
}

/** The workers; none of a plugin that is unknown, or that cannot tell. */
async function listWorkers(ctx: Context, plugin: string): Promise<readonly WorkerInfo[]> {
  try {
    return (await workerGroup(ctx, 'workers', plugin)?.workers?.()) ?? []
  } catch (error) {
    ctx.log.error('failed to list the workers', { plugin, error: error as Error })
    return []
  }
}

async function listJobs(ctx: Context, plugin: string): Promise<readonly JobsInfo[] | null> {
  const offer = ctx.having('jobs').find(({ name }) => name === plugin)?.offer
  if (offer === undefined) return null
  let timer: NodeJS.Timeout | undefined
  try {
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer within 60 seconds')), jobsTimeoutMs)
    })
    return await Promise.race([offer.jobs(), timeout])
  } catch (error) {
    ctx.log.error('failed to list the pipelines', { plugin, error: error as Error })
    return null
  } finally {
    clearTimeout(timer)
  }
}

function scaling(ctx: Context, capability: 'addWorker' | 'removeWorker'): RpcMethods[string] {
  return defineMethod({
    request: stringType,
    response: boolType,
    async call(plugin) {
      const change = workerGroup(ctx, capability, plugin)?.[capability]
      if (change === undefined) throw new Error(`plugin ${plugin} does not support workers management`)
      await change()
      // What RoadRunner answers; clients look for an error only.
      return false
    },
  })
}

/** msgpack carries the names of Go's fields. */
function goWorkers({ workers }: Workers): unknown {
  return {
    Workers: workers.map((worker) => ({
      Pid: worker.pid,
      Status: worker.status,
      NumExecs: worker.numExecs,
      Created: worker.created,
      MemoryUsage: worker.memoryUsage,
      CPUPercent: worker.CPUPercent,
      Command: worker.command,
      StatusStr: worker.statusStr,
    })),
  }
}
