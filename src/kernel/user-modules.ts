/*
  User modules: files named under `plugins:` in .rr.yaml. TypeScript or JavaScript, loaded without a build. What they import as
  `courser` is the running program's own exports, so that types and tokens are the same objects on both sides.
*/
import { existsSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { RRError } from '../lib/errors.ts'
import { weakList, weakText } from '../lib/go-weak.ts'
import { errorText } from '../lib/op-error.ts'
import type { ConfigReader } from './config-reader.ts'
import { defineToken, type Plugin } from './plugin.ts'
import type { UserDefinition, UserModules, UserSections } from './user-definitions.ts'

export type { UserDefinition, UserModules, UserSections } from './user-definitions.ts'

/** Always there, also without user modules. */
export const userModulesToken = defineToken<UserModules>('user modules')

/** Loaded modules: their plugins, and the rest by kind. */
export interface LoadedUserModules extends UserModules {
  readonly plugins: readonly Plugin[]
  /** Sections that the definitions may read, by path, with their schemas. */
  readonly sections: UserSections
}

type Exports = Readonly<Record<string, unknown>>

/**
 * Loads the modules that `plugins:` names, relative to the working directory. `api` gives the program's own exports. Throws with
 * the path and the place in the configuration when a file is missing, does not load, or exports nothing that is known.
 */
export async function loadUserModules(reader: ConfigReader, api: () => Promise<Exports>): Promise<LoadedUserModules> {
  const paths = reader.has('plugins') ? weakList(reader.get('plugins')).map(weakText) : []
  if (paths.length > 0) serveApi(await api())
  const exported = paths.flatMap(exportsOf)
  const definitions = exported.filter(isDefinition)
  return {
    plugins: exported.filter(isPlugin),
    sections: new Map(definitions.map((definition) => [sectionOf(definition), definition.config])),
    definitions: (kind) => definitions.filter((definition) => definition.kind === kind),
  }
}

function sectionOf({ kind, name = '' }: UserDefinition): string {
  return `${kind.split('.', 1)[0]}.${name.toLowerCase()}`
}

const apiUrl = 'courser:api'
const apiGlobal = Symbol.for('courser.api')

/** Makes `courser` mean these exports in every module loaded from now on, whether it says `import` or `require`. */
function serveApi(api: Exports): void {
  const names = Object.keys(api)
  const source = `const api = globalThis[Symbol.for('courser.api')]\nexport const { ${names.join(', ')} } = api\n`
  Object.defineProperty(globalThis, apiGlobal, { value: api, configurable: true })
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'courser' ? { url: apiUrl, format: 'module', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === apiUrl ? { format: 'module', source, shortCircuit: true } : next(url, context),
  })
}

function exportsOf(path: string): unknown[] {
  const file = resolve(path)
  if (!existsSync(file)) throw new RRError('RR_USER_MODULE_MISSING', [path, file])
  const found = Object.values(load(path, file)).filter((value) => isPlugin(value) || isDefinition(value))
  if (found.length === 0) throw new RRError('RR_USER_MODULE_EMPTY', [path])
  return [...new Set(found)]
}

function load(path: string, file: string): Exports {
  try {
    const module: unknown = createRequire(file)(file)
    const isObject = typeof module === 'object' && module !== null
    // `module.exports = definePlugin(…)` is an export too.
    return isPlugin(module) || isDefinition(module) || !isObject ? { default: module } : (module as Exports)
  } catch (error) {
    throw new RRError('RR_USER_MODULE_FAILED', [path, errorText(error)], { cause: error })
  }
}

function isPlugin(value: unknown): value is Plugin {
  const { name, setup } = (value ?? {}) as Partial<Plugin>
  return typeof name === 'string' && typeof setup === 'function'
}

function isDefinition(value: unknown): value is UserDefinition {
  return typeof (value as Partial<UserDefinition> | null | undefined)?.kind === 'string'
}
