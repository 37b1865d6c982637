/*
  Entity tags as RoadRunner computes them: CRC-32 with the reflected polynomial 0x48D90782, in decimal. Strong:
  `"<bytes>-<crc of the content>"`, none for an empty file. Weak: `W/"<crc of the file's name>"`. Follows: spec 03 §9.1
*/

/** A CRC-32 by table, over pieces. Node's own knows only the polynomial of Ethernet. */
export class Crc32 {
  readonly #table: Uint32Array
  #value = 0xffffffff

  /** `polynomial` is the reflected one. */
  constructor(polynomial: number) {
    this.#table = tableOf(polynomial)
  }

  update(bytes: Uint8Array): this {
    const table = this.#table
    let value = this.#value
    for (let at = 0; at < bytes.length; at++)
      value = (table[(value ^ (bytes[at] as number)) & 0xff] as number) ^ (value >>> 8)
    this.#value = value
    return this
  }

  digest(): number {
    return (this.#value ^ 0xffffffff) >>> 0
  }
}

const staticPolynomial = 0x48d90782

/** The checksum behind the tags of static files. */
export function staticCrc(): Crc32 {
  return new Crc32(staticPolynomial)
}

/** The weak tag of a file's name. */
export function weakEtag(name: string): string {
  return `W/"${staticCrc().update(Buffer.from(name)).digest()}"`
}

/** The strong tag of a content, by its checksum. */
export function strongEtag(bytes: number, crc: number): string | undefined {
  return bytes === 0 ? undefined : `"${bytes}-${crc}"`
}

const tables = new Map<number, Uint32Array>()

function tableOf(polynomial: number): Uint32Array {
  const known = tables.get(polynomial)
  if (known !== undefined) return known
  const table = Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ polynomial : value >>> 1
    return value
  })
  tables.set(polynomial, table)
  return table
}
