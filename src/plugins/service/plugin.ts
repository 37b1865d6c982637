import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import type { Logger } from '../../lib/log.ts'
import { OpError } from '../../lib/op-error.ts'
import { GroupGuard } from '../../os/group-guard.ts'
import { type ServiceConfig, type ServiceEntry, serviceConfig } from './config.ts'
import { serviceMethods } from './rpc.ts'
import type { ServiceOptions } from './service-process.ts'
import { Services } from './services.ts'

/** Programs that run beside the server and end with it. Follows: spec 06 part 3. */
export const service: Plugin<ServiceConfig> = definePlugin({
  name: 'service',
  config: serviceConfig,
  setup(ctx) {
    const guard = new GroupGuard()
    const services = new Services(ctx.log, guard)
    const logOf = (name: string, named: boolean): Logger => (named ? ctx.logger(`service.${name}`) : ctx.log)
    return {
      rpc: serviceMethods(services, logOf),
      workers: () => services.workers(),
      reset: () => services.reset(),
      async start() {
        for (const [name, entry] of Object.entries(ctx.config)) {
          try {
            await services.create(optionsOf(name, entry), logOf(name, entry.service_name_in_log))
          } catch (error) {
            throw new OpError('service_plugin_serve', undefined, error)
          }
        }
      },
      async stop() {
        await services.stop()
        guard.close()
      },
    }
  },
})

function optionsOf(name: string, entry: ServiceEntry): ServiceOptions {
  return {
    name,
    command: entry.command,
    processes: Math.max(entry.process_num, 1),
    execTimeoutMs: entry.exec_timeout,
    restart: entry.remain_after_exit,
    restartMs: (entry.restart_sec || 30) * 1000,
    stopMs: (entry.timeout_stop_sec || 5) * 1000,
    env: entry.env,
    user: entry.user,
  }
}
