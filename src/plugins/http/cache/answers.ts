import type { HeaderList } from '../header-list.ts'
import type { Lifetime } from './policy.ts'

/** An answer that is kept. */
export interface KeptAnswer extends Lifetime {
  readonly status: number
  /** Names and values in turn. */
  readonly pairs: readonly string[]
  readonly body: Buffer
  readonly storedMs: number
  /** Request headers that the answer depends on, with the values it was made for. */
  readonly selectors: ReadonlyArray<readonly [name: string, value: string]>
  /** One request fetches it anew. */
  refreshing: boolean
}

/** Answers to one address, for different requests. */
interface Entry {
  readonly variants: KeptAnswer[]
  bytes: number
  used: boolean
}

/** Variants of one address beyond which the oldest goes. */
const maxVariants = 32
/** What an answer costs beside its body and headers, about. */
const overheadBytes = 512

/**
 * Kept answers by address, within a limit of memory. What is not used goes first, what is used gets a second chance: a hit
 * changes no table.
 */
export class Answers {
  readonly #maxBytes: number
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The answer that fits a request, fresh or not; of several the latest (RFC 9111 §4.1), as there are once `Vary` has changed. */
  find(address: string, request: HeaderList): KeptAnswer | undefined {
    const entry = this.#entries.get(address)
    const found = entry?.variants.findLast((variant) => fits(variant, request))
    if (entry !== undefined && found !== undefined) entry.used = true
    return found
  }

  /** Keeps an answer in place of the one that fits the same requests. */
  keep(address: string, answer: KeptAnswer): void {
    const others = (this.#entries.get(address)?.variants ?? []).filter((variant) => !sameSelectors(variant, answer))
    this.forget(address)
    const variants = [...others.slice(1 - maxVariants), answer]
    const bytes = variants.reduce((sum, variant) => sum + bytesOf(variant), address.length)
    if (bytes > this.#maxBytes) return
    this.#entries.set(address, { variants, bytes, used: false })
    this.#bytes += bytes
    while (this.#bytes > this.#maxBytes) this.#makeRoom()
  }

  /** Drops all answers to an address. */
  forget(address: string): void {
    this.#bytes -= this.#entries.get(address)?.bytes ?? 0
    this.#entries.delete(address)
  }

  #makeRoom(): void {
    const [address, entry] = this.#entries.entries().next().value as [string, Entry]
    this.#entries.delete(address)
    if (!entry.used) this.#bytes -= entry.bytes
    else {
      entry.used = false
      this.#entries.set(address, entry)
    }
  }
}

/** The value of a request header that selects among variants: all its lines. */
export function selectorValue(request: HeaderList, name: string): string {
  return request.all(name).join(', ')
}

function fits(answer: KeptAnswer, request: HeaderList): boolean {
  return answer.selectors.every(([name, value]) => selectorValue(request, name) === value)
}

function sameSelectors(a: KeptAnswer, b: KeptAnswer): boolean {
  return JSON.stringify(a.selectors) === JSON.stringify(b.selectors)
}

function bytesOf({ body, pairs, selectors }: KeptAnswer): number {
  return [...pairs, ...selectors.flat()].reduce((sum, text) => sum + text.length, body.length + overheadBytes)
}
