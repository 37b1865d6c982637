/*
  What is probably a mistake in the configuration although RoadRunner would take it without a word: keys nobody reads, and values
  that mean something else than they look.
*/
import { didYouMean } from '../../lib/did-you-mean.ts'
import { isPlainObject } from '../../lib/go-weak.ts'
import { type FieldForm, formOf } from '../../lib/scalars.ts'
import { type ConfigReader, type ConfigSource, sourceText } from '../config-reader.ts'
import type { Plugin } from '../plugin.ts'
import type { UserSections } from '../user-modules.ts'
import { endureConfig } from './endure.ts'
import { kernelKeys, keysWithoutEffect, roadRunnerSections } from './known-keys.ts'

/** Something to warn about. */
export interface ConfigIssue {
  /**
   * `unknown`: nobody reads the key. `later`: RoadRunner does, this version not yet. `ineffective`: known, but without effect.
   * `suspicious`: the value means something else than it looks.
   */
  readonly kind: 'unknown' | 'later' | 'ineffective' | 'suspicious'
  readonly path: string
  readonly message: string
  readonly source?: ConfigSource
}

/** What is known beside the sections of the plugins. */
export interface KnownParts {
  /** Further sections that somebody reads: those of drivers and of user middleware. */
  readonly sections?: UserSections
  /** Names that a mistyped section may have meant, of plugins that are not loaded. */
  readonly names?: readonly string[]
}

/** Looks through the whole configuration. */
export function checkConfig(
  reader: ConfigReader,
  plugins: readonly Plugin[],
  { sections = new Map(), names = [] }: KnownParts = {},
): ConfigIssue[] {
  const schemas = new Map(plugins.map((plugin) => [plugin.name, plugin.config]))
  schemas.set('endure', endureConfig)
  const check = new Check(reader, sections)
  for (const name of reader.sections()) {
    const schema = schemas.get(name)
    if (schema !== undefined) check.visit(name, reader.get(name), formOf(schema))
    else if (!schemas.has(name) && !sections.has(name)) check.section(name, [...schemas.keys(), ...names])
  }
  for (const [path, schema] of sections) {
    if (schema !== undefined && !schemas.has(path)) check.visit(path, reader.get(path), formOf(schema))
  }
  return check.issues
}

/** An issue as one line: what, and where. */
export function issueText({ message, source }: ConfigIssue): string {
  return source === undefined ? message : `${message} (${sourceText(source)})`
}

class Check {
  readonly issues: ConfigIssue[] = []
  readonly #reader: ConfigReader
  readonly #known: UserSections

  constructor(reader: ConfigReader, known: UserSections) {
    this.#reader = reader
    this.#known = known
  }

  /** A top-level key without a plugin. */
  section(name: string, sections: readonly string[]): void {
    if (kernelKeys.includes(name)) return
    if (roadRunnerSections.includes(name)) {
      this.#add('later', name, `section ${name} of RoadRunner is not part of this version yet, it has no effect`)
    } else {
      this.#add(
        'unknown',
        name,
        `unknown key ${name}${suggestion(name, '', [...kernelKeys, ...sections, ...roadRunnerSections])}`,
      )
    }
  }

  visit(path: string, value: unknown, form: FieldForm | undefined): void {
    if (value === undefined || value === null) return
    switch (form?.kind) {
      case 'section':
        return this.#fields(path, value, form.fields)
      case 'list':
        return this.#items(path, Array.isArray(value) ? [...value.entries()] : [], form)
      case 'map':
        return this.#items(path, isPlainObject(value) ? Object.entries(value) : [], form)
      case 'durationMs':
        return this.#duration(path, value)
      case 'count':
        if (typeof value === 'number' && value < 0) this.#suspect(path, value, 'counts as 0')
        return
      default:
    }
  }

  #fields(path: string, value: unknown, fields: Extract<FieldForm, { kind: 'section' }>['fields']): void {
    if (!isPlainObject(value)) return
    const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]))
    for (const [key, part] of Object.entries(value)) {
      const name = names.get(key)
      const field = name === undefined ? undefined : fields[name]
      const why = keysWithoutEffect.get(`${path}.${key}`)
      if (why !== undefined) this.#add('ineffective', `${path}.${key}`, `key ${path}.${key} has no effect: ${why}`)
      else if (field !== undefined) this.visit(`${path}.${key}`, part, formOf(field))
      else if (!this.#known.has(`${path}.${key}`)) this.#stray(`${path}.${key}`, path, Object.keys(fields))
    }
  }

  #items(
    path: string,
    items: ReadonlyArray<readonly [string | number, unknown]>,
    form: Extract<FieldForm, { kind: 'list' | 'map' }>,
  ): void {
    for (const [key, part] of items) this.visit(`${path}.${key}`, part, formOf(form.item))
  }

  #stray(path: string, parent: string, siblings: readonly string[]): void {
    const key = path.slice(parent.length + 1)
    this.#add('unknown', path, `unknown key ${path}${suggestion(key, `${parent}.`, siblings)}`)
  }

  #duration(path: string, value: unknown): void {
    if (typeof value !== 'number' || value === 0) return
    this.#suspect(path, value, `counts nanoseconds, wanted a duration such as ${Math.abs(value)}s`)
  }

  #suspect(path: string, value: number, meaning: string): void {
    this.#add('suspicious', path, `${path} is ${value}, which ${meaning}`)
  }

  #add(kind: ConfigIssue['kind'], path: string, message: string): void {
    const source = this.#reader.sourceOf(path)
    this.issues.push(source === undefined ? { kind, path, message } : { kind, path, message, source })
  }
}

function suggestion(word: string, prefix: string, candidates: readonly string[]): string {
  const [nearest] = didYouMean(word, candidates)
  return nearest === undefined ? '' : `, did you mean ${prefix}${nearest}?`
}
