import { type ConfigIssue, checkConfig } from './config/check.ts'
import type { ConfigReader } from './config-reader.ts'
import type { Plugin } from './plugin.ts'
import { loadShipped, type ShippedPlugin } from './shipped.ts'
import { type LoadedUserModules, loadUserModules, type UserSections } from './user-modules.ts'

/** Everything that reads the configuration, and what in it looks like a mistake. */
export interface ConfigReview {
  /** Those that ship and can be active, and those of `plugins:`. */
  readonly plugins: readonly Plugin[]
  readonly modules: LoadedUserModules
  /** Sections of drivers, of user middleware and the like. */
  readonly sections: UserSections
  readonly issues: readonly ConfigIssue[]
}

/** What a review needs to know of the program. */
export interface ReviewOptions {
  readonly plugins: readonly ShippedPlugin[]
  /** The exports that user modules import as `courser`. */
  readonly loadApi: () => Promise<Readonly<Record<string, unknown>>>
}

/** Loads what a configuration asks for and looks through it. Throws when a user module does not load. */
export async function reviewConfig(reader: ConfigReader, options: ReviewOptions): Promise<ConfigReview> {
  const modules = await loadUserModules(reader, options.loadApi)
  const plugins = [...(await loadShipped(options.plugins, reader, modules.plugins)), ...modules.plugins]
  const ofDrivers = await Promise.all(plugins.map(async (plugin) => plugin.sections?.(reader, modules)))
  const sections = new Map([modules.sections, ...ofDrivers].flatMap((some) => [...(some ?? [])]))
  const names = options.plugins.map(({ name }) => name)
  return { plugins, modules, sections, issues: checkConfig(reader, plugins, { sections, names }) }
}
