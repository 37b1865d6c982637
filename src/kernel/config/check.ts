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
import { kernelKeys, keysWithoutEffect, roadRunnerSections, storageSections } from './known-keys.ts'

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

/** Looks through the whole configuration. `known` are further sections that somebody reads: those of user middleware. */
export function checkConfig(
  reader: ConfigReader,
  plugins: readonly Plugin[],
  known: UserSections = new Map(),
): ConfigIssue[] {
  const schemas = new Map(plugins.map((plugin) => [plugin.name, plugin.config]))
  schemas.set('endure', endureConfig)
  const check = new Check(reader, known)
  for (const name of reader.sections()) {
    const schema = schemas.get(name)
    if (schema !== undefined) check.visit(name, reader.get(name), formOf(schema))
    else if (!schemas.has(name)) check.section(name, [...schemas.keys()])
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
    if (kernelKeys.includes(name) || storageSections(this.#reader.get('kv')).includes(name)) return
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
      else if (this.#known.has(`${path}.${key}`)) this.#userSection(`${path}.${key}`, part)
      else this.#stray(`${path}.${key}`, path, Object.keys(fields))
    }
  }

  #items(
    path: string,
    items: ReadonlyArray<readonly [string | number, unknown]>,
    form: Extract<FieldForm, { kind: 'list' | 'map' }>,
  ): void {
    for (const [key, part] of items) this.visit(`${path}.${key}`, part, formOf(form.item))
  }

  #userSection(path: string, value: unknown): void {
    const schema = this.#known.get(path)
    if (schema !== undefined) this.visit(path, value, formOf(schema))
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
