import type { ConfigReader } from './config-reader.ts'
import type { Plugin } from './plugin.ts'

/** When a plugin is active. */
type Activation = Pick<Plugin, 'name' | 'always' | 'activeWith'>

/** A plugin that ships, as far as it is known before its code is loaded. The values are those of the plugin itself. */
export interface ShippedPlugin extends Activation {
  load(): Promise<Plugin>
}

/** Whether the configuration asks for a plugin: it has its section or one that it is active with, or the plugin needs none. */
export function isAskedFor({ name, always, activeWith = [] }: Activation, reader: ConfigReader): boolean {
  return always === true || [name, ...activeWith].some((key) => reader.has(key))
}

/**
 * Loads the plugins that the configuration asks for: a start reads no code that it does not use. `own` are the plugins of the user: what ships
 * under the name of one is loaded, too, for it has precedence.
 */
export function loadShipped(
  shipped: readonly ShippedPlugin[],
  reader: ConfigReader,
  own: readonly Plugin[] = [],
): Promise<readonly Plugin[]> {
  const wanted = shipped.filter((plugin) => isAskedFor(plugin, reader) || own.some(({ name }) => name === plugin.name))
  return Promise.all(wanted.map((plugin) => plugin.load()))
}
