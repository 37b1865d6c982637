import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { RRError } from '../../lib/errors.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import { type ControlServer, openControlServer } from '../../os/control-server.ts'
import { type MetricsConfig, metricsConfig } from './config.ts'
import { answerMetrics, type MetricsSources, pluginFamilies } from './page.ts'
import { metricsMethods } from './rpc.ts'

const requestTimeoutMs = 120_000
const idleTimeoutMs = 3_600_000
const stopMaxMs = 10_000

/** Shows what everybody counts, to Prometheus. Follows: spec 03 §10.1 */
export const metrics: Plugin<MetricsConfig> = definePlugin({
  name: 'metrics',
  config: metricsConfig,
  weight: 80,
  async setup(ctx) {
    const { address, collect, per_worker } = ctx.config
    const { openCollectors } = await import('./open-collectors.ts')
    const { registry, collectors } = openCollectors(collect)
    const sources: MetricsSources = { ctx, registry, perWorker: per_worker }
    const taken = async () => new Set((await pluginFamilies(sources)).map(({ name }) => name))
    let server: ControlServer | undefined
    return {
      rpc: metricsMethods({ collectors, taken, log: ctx.log }),
      async start() {
        try {
          server = await openControlServer(address, (req, res) => void answerMetrics(sources, req, res), {
            requestTimeoutMs,
            idleTimeoutMs,
          })
        } catch (cause) {
          throw new RRError('RR_METRICS_LISTEN_FAILED', [address, systemErrorText(cause)], { cause })
        }
      },
      stop: (graceMs) => server?.close(Math.min(graceMs, stopMaxMs)),
    }
  },
})
