import { HeaderList } from '../header-list.ts'

/** Headers that describe the body: layers within may change them until its first byte. */
const bodyNames = ['Content-Type', 'Content-Encoding', 'ETag', 'Accept-Ranges']
/** Headers of one connection or of the moment. */
const passing = ['Connection', 'Keep-Alive', 'Transfer-Encoding', 'Content-Length', 'Age', 'Date']

/**
 * The head of an answer as it comes from within: without what outer layers had set before, which will come from them again, and
 * without what they do to it later.
 */
export class KeptHead {
  readonly #headers: HeaderList
  #declaredBytes: string | undefined

  /** `before` are the headers that were there when the request went inwards. */
  constructor(headers: HeaderList, before: readonly string[]) {
    this.#headers = new HeaderList(without(headers.toPairs(), before))
    for (const name of passing) this.#headers.delete(name)
  }

  /** The first bytes are here, and with them the last changes. */
  complete(headers: HeaderList): void {
    this.#declaredBytes = headers.get('Content-Length')
    for (const name of bodyNames) {
      const value = headers.get(name)
      if (value === undefined) this.#headers.delete(name)
      else this.#headers.set(name, value)
    }
  }

  /** False for a body of another length than declared: it was cut on its way. */
  allows(bodyBytes: number): boolean {
    return this.#declaredBytes === undefined || Number(this.#declaredBytes) === bodyBytes
  }

  pairs(): string[] {
    return this.#headers.toPairs()
  }
}

/** Takes each line away as often as it was there before. */
function without(pairs: readonly string[], before: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of lines(before)) counts.set(line, (counts.get(line) ?? 0) + 1)
  return lines(pairs).flatMap((line, index) => {
    const count = counts.get(line) ?? 0
    counts.set(line, count - 1)
    return count > 0 ? [] : pairs.slice(index * 2, index * 2 + 2)
  })
}

function lines(pairs: readonly string[]): string[] {
  return Array.from({ length: pairs.length / 2 }, (_, index) => `${pairs[index * 2]}\n${pairs[index * 2 + 1]}`)
}
