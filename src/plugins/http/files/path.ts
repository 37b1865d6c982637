import { isUtf8 } from 'node:buffer'

/** A path that leads out of the folder it is looked up in. */
export const outside: unique symbol = Symbol('outside')

const escape = /%([0-9A-Fa-f]{2})/g

/**
 * The path of a request-target as a name of a file, decoded. `outside`: it holds `..`, plain or encoded. Undefined: it can name no
 * file (no path, a broken escape, NUL, bytes that are no UTF-8).
 */
export function pathOf(target: string): string | typeof outside | undefined {
  const mark = target.indexOf('?')
  const raw = mark === -1 ? target : target.slice(0, mark)
  if (!raw.startsWith('/')) return undefined
  const decoded = raw.includes('%') ? decode(raw) : raw
  if (decoded === undefined || decoded.includes('\0')) return undefined
  if (decoded.includes('..')) return outside
  const bytes = Buffer.from(decoded, 'latin1')
  return bytes.length === 0 || !isUtf8(bytes) ? undefined : bytes.toString('utf8')
}

/** One character per byte. */
function decode(raw: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) return undefined
  return raw.replace(escape, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
