import { decodeSection } from '../../kernel/config/decode.ts'
import type { ConfigReader } from '../../kernel/config-reader.ts'
import { isPlainObject } from '../../lib/go-weak.ts'
import type { Logger } from '../../lib/log.ts'
import { OpError } from '../../lib/op-error.ts'
import type { StorageDefinition } from './contract.ts'
import { OpenStorage } from './open-storage.ts'

/** Any driver: its options are known to itself alone. */
export type AnyStorage = StorageDefinition<unknown>

/** What storages are opened from. */
export interface StorageSources {
  /** The section, by storage. */
  readonly entries: Readonly<Record<string, unknown>>
  readonly reader: ConfigReader
  readonly log: Logger
  /** A driver by name. */
  driver(name: string): Promise<AnyStorage | undefined>
}

/** A storage whose driver is known. */
interface Planned {
  readonly name: string
  readonly driver: AnyStorage
  /** Where its options are; undefined: nowhere. */
  readonly section: string | undefined
}

/**
 * Opens every storage of the section; null entries, entries that are no maps and unknown drivers are left out, the last two with a
 * warning. When one cannot be opened, those before it are stopped again, and the error says which. Follows: spec 06 §1.1.
 */
export async function openStorages(sources: StorageSources): Promise<ReadonlyMap<string, OpenStorage>> {
  const opened = new Map<string, OpenStorage>()
  try {
    for (const [name, entry] of Object.entries(sources.entries)) {
      const planned = await plan(name, entry, sources)
      if (planned !== undefined) opened.set(name, await open(planned, sources))
    }
    return opened
  } catch (error) {
    await Promise.allSettled([...opened.values()].map(async ({ storage }) => storage.stop()))
    throw new OpError('kv_plugin_serve', undefined, error)
  }
}

async function plan(name: string, entry: unknown, sources: StorageSources): Promise<Planned | undefined> {
  const { log } = sources
  if (entry === null || entry === undefined) return undefined
  if (!isPlainObject(entry)) {
    log.warn('wrong type detected in the configuration, please, check yaml indentation', { storage: name })
    return undefined
  }
  if (!Object.hasOwn(entry, 'driver')) throw new Error(`could not find mandatory driver field in the ${name} storage`)
  if (typeof entry['driver'] !== 'string') {
    log.warn('driver field is not a string, skipping storage', { storage: name })
    return undefined
  }
  const driver = await sources.driver(entry['driver'])
  if (driver === undefined) {
    log.warn('no such constructor was registered', { requested: entry['driver'], storage: name })
    return undefined
  }
  return { name, driver, section: optionsOf(name, sources) }
}

/** Options stand in the storage, or in a section at the top that has the storage's name. */
function optionsOf(name: string, { reader, log }: StorageSources): string | undefined {
  const section = [`kv.${name}.config`, name].find((path) => reader.has(path))
  if (section === undefined) {
    log.warn("can't find local or global configuration, this section will be skipped", { storage: name })
  }
  return section
}

async function open({ name, driver, section }: Planned, { reader, log }: StorageSources): Promise<OpenStorage> {
  if (section === undefined && driver.needsConfig) throw new Error('config not found by provided key: ')
  const config = section === undefined ? driver.config.parse(undefined) : decodeSection(reader, section, driver.config)
  return new OpenStorage(name, driver, await driver.open({ config, log }))
}
