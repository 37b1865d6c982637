import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { errorText } from '../../lib/op-error.ts'
import { pathErrorText } from '../../lib/system-error.ts'
import { parseDotenv } from './dotenv.ts'
import { tomlLines } from './toml-lines.ts'
import { type ConfigTree, lowerKeys } from './tree.ts'
import { parseYaml } from './yaml.ts'

/** A configuration file as written: keys in lower case, references not expanded. */
export interface SourceFile {
  readonly path: string
  readonly format: ConfigFormat
  readonly tree: ConfigTree
  /** Line of each path, as far as the format tells. */
  readonly lines: ReadonlyMap<string, number>
}

/** Formats with a parser. */
export type ConfigFormat = 'yaml' | 'json' | 'toml' | 'env'

const formats: Readonly<Record<string, ConfigFormat>> = {
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  toml: 'toml',
  env: 'env',
  dotenv: 'env',
}

/** Known to RoadRunner's library, but it has no decoder for them either. */
const withoutDecoder = ['ini', 'properties', 'props', 'prop', 'hcl', 'tfvars']

/** Reads a configuration file in the format that its extension names. Follows: spec 02 §1.1. */
export async function readConfigFile(path: string): Promise<SourceFile> {
  const extension = extname(path).slice(1) || dotfileExtension(path)
  const format = Object.hasOwn(formats, extension) ? formats[extension] : undefined
  if (format === undefined && !withoutDecoder.includes(extension)) {
    throw new Error(`Unsupported Config Type ${JSON.stringify(extension)}`)
  }
  return parseConfig(readText(path), format, path)
}

/** Parses a configuration text. `path` names it in messages. */
export async function parseConfig(text: string, format: ConfigFormat | undefined, path: string): Promise<SourceFile> {
  if (format === undefined) throw new Error('While parsing config: decoder not found for this format')
  try {
    const { tree, lines } = await parsers[format](text)
    return { path, format, tree: lowerKeys(tree) as ConfigTree, lines }
  } catch (error) {
    throw new Error(`While parsing config: ${errorText(error)} (${path})`, { cause: error })
  }
}

type Parsed = Pick<SourceFile, 'tree' | 'lines'>

const parsers: Readonly<Record<ConfigFormat, (text: string) => Parsed | Promise<Parsed>>> = {
  yaml: (text) => parseYaml(text),
  json: parseJson,
  toml: parseToml,
  env: (text) => ({ tree: Object.fromEntries(parseDotenv(text)), lines: new Map() }),
}

function parseJson(text: string): Parsed {
  const tree: unknown = text.trim() === '' ? {} : JSON.parse(text)
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree))
    throw new Error('json: the root must be an object')
  return { tree: tree as ConfigTree, lines: jsonLines(text) }
}

/** JSON is YAML, and the YAML parser knows lines. Where it disagrees, there are none. */
function jsonLines(text: string): ReadonlyMap<string, number> {
  try {
    return parseYaml(text, { uniqueKeys: false }).lines
  } catch {
    return new Map()
  }
}

async function parseToml(text: string): Promise<Parsed> {
  const { parse } = await import('smol-toml')
  return { tree: parse(text), lines: tomlLines(text) }
}

/** `.yaml` alone has an extension too, as Go sees it. */
function dotfileExtension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : ''
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(pathErrorText('open', path, error), { cause: error })
  }
}
