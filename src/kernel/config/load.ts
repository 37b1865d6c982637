/*
  From a file to the effective configuration:
     parse → envfile → expand references → -o → version → includes
  Follows: spec 02 §1.2
*/
import { dirname, join } from 'node:path'
import { weakText } from '../../lib/go-weak.ts'
import { OpError } from '../../lib/op-error.ts'
import { loadDotenv } from './dotenv.ts'
import { expandLeaf, expandText } from './expand.ts'
import { checkFinite } from './finite.ts'
import { LayeredConfig } from './layers.ts'
import { type Override, parseOverride } from './override.ts'
import { parseConfig, readConfigFile, type SourceFile } from './parse.ts'
import { leafPaths } from './tree.ts'
import { checkIncludedVersion, checkVersion } from './version.ts'

/** What decides the configuration beside its file. */
export interface LoadOptions {
  /** Arguments of `-o`, in order. */
  readonly overrides?: readonly string[]
  /** Variables for references; the file's `envfile` adds to it. Default: the process environment. */
  readonly environment?: NodeJS.ProcessEnv
}

/** A loaded configuration, and the file it came from as written. */
export interface LoadedConfig {
  readonly config: LayeredConfig
  readonly file: SourceFile
  /** `version` of the schema; empty for an inline configuration. */
  readonly schemaVersion: string
}

/** Loads the configuration as `rr serve` does. Throws `config_plugin_init: …`. */
export async function loadConfig(path: string, options: LoadOptions = {}): Promise<LoadedConfig> {
  try {
    if (path === '') throw new Error('path should be set')
    return await assemble(await readConfigFile(path), options)
  } catch (error) {
    throw new OpError('config_plugin_init', undefined, error)
  }
}

/** A configuration from a YAML text, for embedding and tests: nothing of the pipeline applies to it. */
export async function loadInlineConfig(text: string): Promise<LoadedConfig> {
  const file = await parseConfig(text, 'yaml', 'inline')
  return { config: new LayeredConfig(file), file, schemaVersion: '' }
}

async function assemble(file: SourceFile, options: LoadOptions): Promise<LoadedConfig> {
  const environment = options.environment ?? process.env
  const overrides = (options.overrides ?? []).map(parseOverride)
  checkFinite(file)
  loadEnvFile(file, environment)
  const config = new LayeredConfig(file)
  expandLeaves(config, file, environment)
  applyOverrides(config, overrides, environment)
  const schemaVersion = checkVersion(config.get('version'), file)
  await applyIncludes(config, schemaVersion, environment)
  return { config, file, schemaVersion }
}

function loadEnvFile(file: SourceFile, environment: NodeJS.ProcessEnv): void {
  const name = file.tree['envfile']
  if (name === undefined || name === null) return
  loadDotenv(join(dirname(file.path), weakText(name)), environment)
}

/** Copies the file's leaves into the upper layer, references expanded. */
export function expandLeaves(config: LayeredConfig, file: SourceFile, environment: NodeJS.ProcessEnv): void {
  for (const path of leafPaths(file.tree)) {
    const value = config.get(path)
    if (value !== undefined) config.set(path, expandLeaf(value, environment), { kind: 'file', file })
  }
}

/** Sets the values of `-o`, references expanded. */
export function applyOverrides(
  config: LayeredConfig,
  overrides: readonly Override[],
  environment: NodeJS.ProcessEnv,
): void {
  for (const { key, value, argument } of overrides) {
    config.set(key, expandText(value, environment), { kind: 'override', argument })
  }
}

/** Puts each top-level section of the included files over what stood there. Follows: spec 02 §1.6. */
export async function applyIncludes(
  config: LayeredConfig,
  rootVersion: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  for (const path of includePaths(config.get('include'))) {
    const file = await readConfigFile(path)
    checkFinite(file)
    checkIncludedVersion(file.tree['version'], rootVersion, file)
    const included = new LayeredConfig(file)
    expandLeaves(included, file, environment)
    for (const [key, value] of Object.entries(included.all())) config.set(key, value, { kind: 'file', file })
  }
}

function includePaths(include: unknown): readonly string[] {
  if (include === undefined) return []
  if (Array.isArray(include)) return include.map(weakText)
  return weakText(include)
    .split(/\s+/)
    .filter((path) => path !== '')
}
