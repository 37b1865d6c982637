import type { PluginContext } from '../../kernel/plugin.ts'
import { errorText } from '../../lib/op-error.ts'

/** What is asked of a plugin. */
export type CheckKind = 'health' | 'ready'

/** What a plugin said, under the names and in the order that RoadRunner prints. */
export interface CheckEntry {
  readonly plugin_name: string
  readonly error_message: string
  readonly status_code: number
}

/** The outcome of a request for checks. */
export interface Report {
  /** Status of the HTTP answer. */
  readonly status: number
  readonly entries: readonly CheckEntry[]
}

type Context = Pick<PluginContext<unknown>, 'having' | 'log'>

/** What decides an entry: the kind of check, whether the plugin was named, and the code for unavailable. */
interface Question {
  readonly kind: CheckKind
  readonly named: boolean
  readonly unavailable: number
}

/**
 * Asks all plugins, or those named, and reports as RoadRunner does, its oddities included: a failing check counts against the whole in
 * /health without names and in /ready with names only. Follows: spec 03 §11.2
 */
export function report(ctx: Context, kind: CheckKind, names: readonly string[], unavailable: number): Report {
  const question: Question = { kind, named: names.length > 0, unavailable }
  const results = checkersOf(ctx, kind, names).map(({ name, check }) => entryOf(name, check, question))
  const failed = results.some(({ fails }) => fails)
  return { status: failed ? unavailable : 200, entries: results.map(({ entry }) => entry) }
}

/** The check of one plugin; undefined when it has none. */
export function checkerOf(ctx: Pick<Context, 'having'>, kind: CheckKind, plugin: string): (() => unknown) | undefined {
  const found = ctx.having(kind).find(({ name }) => name === plugin)
  return found?.offer[kind]
}

interface Checker {
  readonly name: string
  readonly check: () => unknown
}

function checkersOf(ctx: Context, kind: CheckKind, names: readonly string[]): Checker[] {
  if (names.length === 0) {
    return ctx.having(kind).flatMap(({ name, offer }) => {
      const check = offer[kind]
      return check === undefined ? [] : [{ name, check }]
    })
  }
  return names.flatMap((name) => {
    const check = checkerOf(ctx, kind, name)
    if (check !== undefined) return [{ name, check }]
    const checks = kind === 'health' ? 'health' : 'readiness'
    ctx.log.info(`plugin does not support ${checks} checks`, { plugin: name })
    return []
  })
}

function entryOf(name: string, check: () => unknown, question: Question): { entry: CheckEntry; fails: boolean } {
  const { kind, named, unavailable } = question
  const entry = (status_code: number, error_message: string, fails: boolean) => ({
    entry: { plugin_name: name, error_message, status_code },
    fails,
  })
  try {
    const code = check()
    if (typeof code !== 'number')
      return entry(unavailable, `plugin is not available${named ? '' : ', returned nil'}`, false)
    if (code >= 500) return entry(unavailable, 'internal server error, see logs', true)
    return entry(code, code >= 100 && code <= 400 ? '' : 'unexpected status code', false)
  } catch (error) {
    const whole = kind === 'health' ? !named : named
    return entry(kind === 'health' && !named ? unavailable : 500, errorText(error), whole)
  }
}
