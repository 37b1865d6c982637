import { addUp } from '../../kernel/metrics.ts'
import { definePlugin, type Plugin, type PluginContext } from '../../kernel/plugin.ts'
import { userModulesToken } from '../../kernel/user-modules.ts'
import { type KvConfig, kvConfig } from './config.ts'
import { countFamilies } from './counters.ts'
import { loadDriver } from './drivers/_all.gen.ts'
import type { OpenStorage } from './open-storage.ts'
import { type AnyStorage, openStorages } from './open-storages.ts'
import { kvMethods } from './rpc.ts'

/** Key-value storages for PHP, each on a driver. Follows: spec 06 part 1. */
export const kv: Plugin<KvConfig> = definePlugin({
  name: 'kv',
  config: kvConfig,
  // Before the plugins with workers, after rpc: a worker finds its storages.
  weight: 10,
  setup(ctx) {
    let storages: ReadonlyMap<string, OpenStorage> = new Map()
    const all = (): OpenStorage[] => [...storages.values()]
    return {
      // Keys of the configuration are lower-case, whatever the file says.
      rpc: kvMethods((name) => storages.get(name) ?? storages.get(name.toLowerCase())),
      metrics: () => [...countFamilies(all()), ...addUp(all().flatMap(({ storage }) => storage.metrics?.() ?? []))],
      async start() {
        const { config, reader, log } = ctx
        storages = await openStorages({ entries: config, reader, log, driver: (name) => findDriver(ctx, name) })
      },
      async stop() {
        const stopped = await Promise.allSettled(all().map(async ({ storage }) => storage.stop()))
        const failed = stopped.find((result) => result.status === 'rejected')
        if (failed !== undefined) throw failed.reason
      },
    }
  },
})

async function findDriver(ctx: PluginContext<KvConfig>, name: string): Promise<AnyStorage | undefined> {
  const own = ctx.find(userModulesToken)?.definitions('kv.storage') as unknown as readonly AnyStorage[] | undefined
  return own?.find((driver) => driver.name === name) ?? (await loadDriver(name))
}
