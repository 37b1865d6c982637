import type { ConfigReader } from '../../kernel/config-reader.ts'
import { addUp } from '../../kernel/metrics.ts'
import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { type UserModules, type UserSections, userModulesToken } from '../../kernel/user-modules.ts'
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
  sections: optionSections,
  setup(ctx) {
    let storages: ReadonlyMap<string, OpenStorage> = new Map()
    const all = (): OpenStorage[] => [...storages.values()]
    return {
      // Keys of the configuration are lower-case, whatever the file says.
      rpc: kvMethods((name) => storages.get(name) ?? storages.get(name.toLowerCase())),
      metrics: () => [...countFamilies(all()), ...addUp(all().flatMap(({ storage }) => storage.metrics?.() ?? []))],
      async start() {
        const { config, reader, log } = ctx
        storages = await openStorages({
          entries: config,
          reader,
          log,
          driver: (name) => findDriver(ctx.find(userModulesToken), name),
        })
      },
      async stop() {
        const stopped = await Promise.allSettled(all().map(async ({ storage }) => storage.stop()))
        const failed = stopped.find((result) => result.status === 'rejected')
        if (failed !== undefined) throw failed.reason
      },
    }
  },
})

async function findDriver(modules: UserModules | undefined, name: string): Promise<AnyStorage | undefined> {
  const own = modules?.definitions('kv.storage') as unknown as readonly AnyStorage[] | undefined
  return own?.find((driver) => driver.name === name) ?? (await loadDriver(name))
}

/** Options of a storage stand in it, or in a section at the top that has its name. Follows: spec 02 §1.1 */
async function optionSections(reader: ConfigReader, modules: UserModules): Promise<UserSections> {
  const sections = new Map<string, AnyStorage['config'] | undefined>()
  for (const name of Object.keys((reader.get('kv') ?? {}) as object)) {
    const driver = await findDriver(modules, String(reader.get(`kv.${name}.driver`)))
    for (const path of [`kv.${name}.config`, name]) sections.set(path, driver?.config)
  }
  return sections
}
