/*
  Which plugins run, and in which order they are set up.
  Follows: spec 02 §3.3
*/
import type { Plugin, Token } from './plugin.ts'

/** A plugin that does not run, and why. */
export interface DisabledPlugin {
  readonly plugin: Plugin
  readonly reason: string
}

/** Order of `setup`, and what was left out. */
export interface BootPlan {
  readonly order: readonly Plugin[]
  readonly disabled: readonly DisabledPlugin[]
}

type Tokens = ReadonlySet<Token<unknown>>

/** One arrow of the dependency graph. */
export interface Dependency {
  readonly provider: Plugin
  readonly consumer: Plugin
}

/**
 * Sorts plugins so that each comes after all that provide what it needs; ties keep the order given. A plugin whose need nobody
 * else meets is left out, and then those that need it; so are plugins that need each other in a circle. `given` are tokens that
 * are there without a plugin.
 */
export function planBoot(plugins: readonly Plugin[], given: Tokens = new Set()): BootPlan {
  const { kept, disabled } = withoutUnmet(plugins, given)
  const waiting = new Set(kept)
  const order: Plugin[] = []
  for (;;) {
    const next = waiting.values().find((plugin) => isReady(plugin, waiting))
    if (next === undefined) break
    waiting.delete(next)
    order.push(next)
  }
  const circle = [...waiting].map((plugin) => ({ plugin, reason: 'it needs itself through other plugins' }))
  return { order, disabled: [...disabled, ...circle] }
}

/** Order of `start`: the heavier first, equals as they were set up. */
export function startOrder(plugins: readonly Plugin[]): Plugin[] {
  return plugins.toSorted((a, b) => weightOf(b) - weightOf(a))
}

/** Preference among several that provide one token: the heavier first. Follows: spec 02 §3.2. */
export function weightOf(plugin: Plugin): number {
  return plugin.weight ?? 1
}

/** Who gives something to whom, each pair once. */
export function dependencies(plugins: readonly Plugin[]): Dependency[] {
  return plugins.flatMap((consumer) =>
    plugins.filter((provider) => feeds(provider, consumer)).map((provider) => ({ provider, consumer })),
  )
}

/** The dependency graph in DOT, as `endure.print_graph` shows it. */
export function graphText(plugins: readonly Plugin[]): string {
  const edges = dependencies(plugins).map(
    ({ provider, consumer }) => `\t"${pluginTitle(provider.name)}" -> "${pluginTitle(consumer.name)}";`,
  )
  return ['digraph endure {', '\trankdir=TB;', '\tgraph [compound=true];', ...edges, '}', ''].join('\n')
}

/** A plugin's name in messages, in the form that RoadRunner prints. */
export function pluginTitle(name: string): string {
  return `*${name}.Plugin`
}

function withoutUnmet(
  plugins: readonly Plugin[],
  given: Tokens,
): { readonly kept: readonly Plugin[]; readonly disabled: readonly DisabledPlugin[] } {
  let kept = plugins
  const disabled: DisabledPlugin[] = []
  for (;;) {
    const unmet = kept.flatMap((plugin) => {
      const token = (plugin.needs ?? []).find((need) => !isMet(need, plugin, kept, given))
      return token === undefined ? [] : [{ plugin, reason: unmetReason(token) }]
    })
    if (unmet.length === 0) return { kept, disabled }
    disabled.push(...unmet)
    kept = kept.filter((plugin) => !unmet.some((left) => left.plugin === plugin))
  }
}

/** Why a plugin is left out whose need nobody meets. */
export function unmetReason(token: Token<unknown>): string {
  return `it needs ${token.name}, which is not configured`
}

function isMet(token: Token<unknown>, consumer: Plugin, plugins: readonly Plugin[], given: Tokens): boolean {
  return given.has(token) || plugins.some((plugin) => plugin !== consumer && provides(plugin, token))
}

function isReady(plugin: Plugin, waiting: ReadonlySet<Plugin>): boolean {
  return !waiting.values().some((other) => feeds(other, plugin))
}

function feeds(provider: Plugin, consumer: Plugin): boolean {
  return provider !== consumer && (consumer.needs ?? []).some((token) => provides(provider, token))
}

function provides(plugin: Plugin, token: Token<unknown>): boolean {
  return plugin.provides?.includes(token) ?? false
}
