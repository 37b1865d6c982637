import { RRError } from '../lib/errors.ts'
import { weightOf } from './boot-order.ts'
import type { Plugin, Token } from './plugin.ts'

/** A value under a token, with the plugin it came from; without one it was there from the start. */
export interface Provision {
  readonly token: Token<unknown>
  readonly value: unknown
  readonly plugin?: Plugin
}

/** What plugins have provided to each other. */
export class Provisions {
  readonly #provisions: Provision[]

  constructor(given: readonly Provision[]) {
    this.#provisions = [...given]
  }

  add<T>(plugin: Plugin, token: Token<T>, value: T): void {
    this.#provisions.push({ plugin, token, value })
  }

  has(token: Token<unknown>): boolean {
    return this.#provisions.some((provision) => provision.token === token)
  }

  /** Of several values, that of the heaviest plugin; of equals, the first. */
  find<T>(token: Token<T>): T | undefined {
    const found = this.#provisions.filter((provision) => provision.token === token)
    const best = found.toSorted((a, b) => weight(b) - weight(a))[0]
    return best?.value as T | undefined
  }

  get<T>(plugin: Plugin, token: Token<T>): T {
    if (!this.has(token)) throw new RRError('RR_PLUGIN_NOT_PROVIDED', [plugin.name, token.name])
    return this.find(token) as T
  }

  /** Takes back what a plugin provided, when it is disabled in setup. */
  removeOf(plugin: Plugin): void {
    const kept = this.#provisions.filter((provision) => provision.plugin !== plugin)
    this.#provisions.splice(0, Number.POSITIVE_INFINITY, ...kept)
  }
}

function weight(provision: Provision): number {
  return provision.plugin === undefined ? Number.POSITIVE_INFINITY : weightOf(provision.plugin)
}
