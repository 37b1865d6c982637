/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Ranges of one request beyond which the whole file is sent: many small ones are an attack, not a download. */
const maxRanges = 64

/**
 * Reads a `Range` header. Undefined: send the whole file (no bytes unit asked for, too many ranges, or more bytes than the file
 * has). `unsatisfiable`: 416. Follows: RFC 9110 §14.1.2; Go net/http parseRange, which refuses what it cannot read
 */
export function parseRanges(header: string, size: number): readonly ByteRange[] | 'unsatisfiable' | undefined {
  if (!header.startsWith('bytes=')) return header === '' ? undefined : 'unsatisfiable'
  const specs = header
    .slice('bytes='.length)
    .split(',')
    .map((spec) => spec.trim())
    .filter((spec) => spec !== '')
  if (specs.length > maxRanges) return undefined
  const ranges = specs.map((spec) => readSpec(spec, size))
  if (ranges.includes('malformed')) return 'unsatisfiable'
  const found = ranges.filter((range): range is ByteRange => typeof range === 'object')
  if (found.length === 0) return size === 0 ? undefined : 'unsatisfiable'
  const total = found.reduce((sum, { start, end }) => sum + end - start + 1, 0)
  return total > size ? undefined : found
}

function readSpec(spec: string, size: number): ByteRange | 'outside' | 'malformed' {
  const match = /^(\d*)\s*-\s*(\d*)$/.exec(spec)
  if (match === null || (match[1] === '' && match[2] === '')) return 'malformed'
  const [, first = '', last = ''] = match
  if (first === '') {
    const bytes = Math.min(Number(last), size)
    return bytes === 0 ? 'outside' : { start: size - bytes, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Number(last)
  if (last !== '' && start > end) return 'malformed'
  return start >= size ? 'outside' : { start, end: Math.min(end, size - 1) }
}
