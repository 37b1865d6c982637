/* The list of a plugin's drivers, one per file in its folder drivers/: loaded when a storage or pipeline uses it. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Plugins that have drivers, with the type of their definitions: name, and module beside the folder. */
const families = [
  { plugin: 'jobs', type: 'JobsDriverDefinition' },
  { plugin: 'kv', type: 'StorageDefinition' },
] as const

/** Generated files by path. */
export function driverLists(): Map<string, string> {
  return new Map(
    families.map(({ plugin, type }) => {
      const folder = join('src/plugins', plugin, 'drivers')
      return [join(folder, '_all.gen.ts'), listText(driversIn(folder), type)]
    }),
  )
}

/** Names of the drivers of a plugin: those of their files. */
export function driversIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[a-z].*(?<!\.test)\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()
}

function listText(drivers: readonly string[], type: string): string {
  const lines = drivers.map(
    (name) => `  ${name}: async () => (await import('./${name}.ts')).${name} as unknown as ${type}<unknown>,`,
  )
  return `// Made by npm run gen from the files beside this one.
import type { ${type} } from '../contract.ts'

const drivers: Readonly<Record<string, () => Promise<${type}<unknown>>>> = {
${lines.join('\n')}
}

/** Names of the drivers that ship. */
export const driverNames: readonly string[] = Object.keys(drivers)

/** Loads a driver; undefined when none has that name. */
export async function loadDriver(name: string): Promise<${type}<unknown> | undefined> {
  return Object.hasOwn(drivers, name) ? drivers[name]?.() : undefined
}
`
}
