import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { RRError } from '../../lib/errors.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import { type ControlServer, openControlServer } from '../../os/control-server.ts'
import { type StatusConfig, statusConfig } from './config.ts'
import { answerStatus } from './routes.ts'
import { statusMethods } from './rpc.ts'

const idleTimeoutMs = 60_000

/** Tells balancers and orchestrators how the server is: from before the others start until after they have stopped. */
export const status: Plugin<StatusConfig> = definePlugin({
  name: 'status',
  config: statusConfig,
  disabledByBadConfig: true,
  weight: 90,
  setup(ctx) {
    const { address, unavailable_status_code, check_timeout } = ctx.config
    const unavailable = unavailable_status_code || 503
    if (unavailable < 200 || unavailable > 999) throw new RRError('RR_STATUS_CODE_INVALID', [unavailable])
    const pages = { ctx, unavailable }
    const requestTimeoutMs = (check_timeout > 0 ? check_timeout : 60) * 1000
    let server: ControlServer | undefined
    return {
      rpc: statusMethods(ctx),
      async start() {
        try {
          server = await openControlServer(address, (req, res) => void answerStatus(pages, req, res), {
            requestTimeoutMs,
            idleTimeoutMs,
          })
        } catch (cause) {
          throw new RRError('RR_STATUS_LISTEN_FAILED', [address, systemErrorText(cause)], { cause })
        }
        ctx.log.debug('status server was started', { address })
      },
      stop: (graceMs) => server?.close(graceMs),
    }
  },
})
