import type { BodyFilter, BodyOutput } from './contract.ts'

/** Makes one filter in front of its output. */
export type FilterMaker = (output: BodyOutput) => BodyFilter

/** The two ends of a pipe. */
export interface PipeEnds {
  /** Takes what the last filter passes on; false: wait for `BodyPipe.drain`. */
  write(bytes: Buffer, last: boolean): boolean
  /** The source may go on. */
  resume(): void
  fail(error: Error): void
}

/**
 * A body's way through its filters, the innermost first. Bytes flow by calls, pressure flows back as booleans; nothing is kept
 * here. Without filters it joins its ends.
 */
export class BodyPipe {
  readonly #first: Pick<BodyOutput, 'write'>
  readonly #filters: BodyFilter[] = []
  readonly #ends: PipeEnds
  #over = false

  constructor(makers: readonly FilterMaker[], ends: PipeEnds) {
    this.#ends = ends
    let next: Pick<BodyOutput, 'write'> = ends
    for (let at = makers.length - 1; at >= 0; at--) {
      const filter = (makers[at] as FilterMaker)(this.#outputOf(next, makers.length - 1 - at))
      this.#filters.push(filter)
      next = filter
    }
    this.#first = next
  }

  /** Takes bytes from the source; false: wait for `resume`. */
  write(bytes: Buffer, last: boolean): boolean {
    return this.#over || this.#first.write(bytes, last)
  }

  /** The client takes bytes again. */
  drain(): void {
    this.#drain(0)
  }

  /** Ends all filters. */
  destroy(): void {
    if (this.#over) return
    this.#over = true
    for (const filter of this.#filters) filter.destroy?.()
  }

  /** Filters are counted from the client's end. */
  #outputOf(next: Pick<BodyOutput, 'write'>, index: number): BodyOutput {
    return {
      write: (bytes, last) => this.#over || next.write(bytes, last),
      resume: () => this.#drain(index + 1),
      fail: (error) => void (this.#over || this.#ends.fail(error)),
    }
  }

  #drain(index: number): void {
    if (this.#over) return
    const filter = this.#filters[index]
    if (filter === undefined) this.#ends.resume()
    else if (filter.drain === undefined) this.#drain(index + 1)
    else filter.drain()
  }
}
