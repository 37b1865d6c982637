import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Registry } from 'prom-client'
import type { MetricFamily } from '../../kernel/metrics.ts'
import type { PluginContext } from '../../kernel/plugin.ts'
import { workerGroups } from '../../kernel/worker-groups.ts'
import { expositionType, familyText } from './exposition.ts'
import { workerFamilies } from './worker-families.ts'

const compress = promisify(gzip)

/** Where the values come from. */
export interface MetricsSources {
  readonly ctx: Pick<PluginContext<unknown>, 'having' | 'log'>
  /** Collectors of PHP, and what is known of the process. */
  readonly registry: Registry
  readonly perWorker: boolean
}

/** Everything that plugins count. One that fails is logged and left out. */
export async function pluginFamilies({ ctx, perWorker }: MetricsSources): Promise<MetricFamily[]> {
  const sources = [
    ...workerGroups(ctx).map(({ name, workers }) => ({
      name,
      collect: async () => workerFamilies(name, (await workers?.()) ?? [], perWorker),
    })),
    ...ctx.having('metrics').map(({ name, offer }) => ({ name, collect: async () => offer.metrics() })),
  ]
  const collected = sources.map(async ({ name, collect }) => {
    try {
      return await collect()
    } catch (error) {
      ctx.log.error('metrics of a plugin cannot be collected', { plugin: name, error: error as Error })
      return []
    }
  })
  return (await Promise.all(collected)).flat()
}

/** Answers any request with all metrics, whatever its path. Follows: spec 03 §10.1 */
export async function answerMetrics(sources: MetricsSources, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const families = await pluginFamilies(sources)
    const text = families.map(familyText).join('') + (await sources.registry.metrics())
    const zipped = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))
    const body = zipped ? await compress(text) : Buffer.from(text)
    res.writeHead(200, {
      'Content-Type': expositionType,
      'Content-Length': body.length,
      ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
    })
    res.end(body)
  } catch (error) {
    sources.ctx.log.error('metrics cannot be collected', { error: error as Error })
    res.writeHead(500)
    res.end()
  }
}
