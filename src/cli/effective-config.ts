import type { z } from 'zod'
import type { ConfigReader } from '../kernel/config-reader.ts'
import { sourceText } from '../kernel/config-reader.ts'
import type { Plugin } from '../kernel/plugin.ts'
import { type ConfigReview, reviewConfig } from '../kernel/review.ts'
import type { UserSections } from '../kernel/user-modules.ts'
import { formatGoDuration } from '../lib/go-duration.ts'
import { isPlainObject } from '../lib/go-weak.ts'
import { formOf } from '../lib/scalars.ts'
import { loadApi, standardPlugins } from '../plugins/_standard.ts'

/** One value of the effective configuration and who decided it. */
export interface EffectiveValue {
  readonly path: string
  readonly value: unknown
  readonly source: string
}

/** Looks through a configuration as the server does when it starts. Throws when a user module does not load. */
export function reviewAsServed(reader: ConfigReader): Promise<ConfigReview> {
  return reviewConfig(reader, { plugins: standardPlugins, loadApi })
}

/**
 * Every value in effect: what the file, includes and `-o` say, and the defaults of the sections that are there or work without one.
 * Sorted by path.
 */
export function effectiveValues(
  reader: ConfigReader,
  { plugins, sections }: Pick<ConfigReview, 'plugins' | 'sections'>,
): EffectiveValue[] {
  const values = [...writtenValues(reader, reader.all(), '')]
  const known = new Set(values.map(({ path }) => path.toLowerCase()))
  for (const [path, schema] of schemasInUse(reader, plugins, sections)) {
    for (const byDefault of defaultValues(reader, schema, path)) {
      if (!known.has(byDefault.path.toLowerCase())) values.push(byDefault)
    }
  }
  return values.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function* schemasInUse(
  reader: ConfigReader,
  plugins: readonly Plugin[],
  sections: UserSections,
): Generator<readonly [path: string, schema: z.ZodType]> {
  for (const { name, config, always } of plugins) {
    if (config !== undefined && (always === true || reader.has(name))) yield [name, config]
  }
  for (const [path, schema] of sections) {
    if (schema !== undefined && reader.has(path)) yield [path, schema]
  }
}

/** Leaves that somebody wrote. A list is one value. */
function* writtenValues(reader: ConfigReader, tree: object, prefix: string): Generator<EffectiveValue> {
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}${key}`
    if (isPlainObject(value)) yield* writtenValues(reader, value, `${path}.`)
    else {
      const source = reader.sourceOf(path)
      yield { path, value, source: source === undefined ? 'unknown' : sourceText(source) }
    }
  }
}

/** What the fields of a section hold that nobody wrote. Sections that are off when absent stay out. */
function* defaultValues(reader: ConfigReader, schema: z.ZodType, path: string): Generator<EffectiveValue> {
  const form = formOf(schema)
  if (form?.kind === 'section') {
    const decoded = reader.has(path) || schema.safeParse(undefined).data !== undefined
    if (!decoded) return
    for (const [name, field] of Object.entries(form.fields)) yield* defaultValues(reader, field, `${path}.${name}`)
    return
  }
  if (reader.has(path)) return
  const { data } = schema.safeParse(undefined)
  if (data === undefined) return
  const value = form?.kind === 'durationMs' ? formatGoDuration(Number(data) * 1e6) : data
  yield { path, value, source: 'default' }
}
