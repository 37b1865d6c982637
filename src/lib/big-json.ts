/*
  JSON with integers of any size: those beyond 2^53 are bigint on our side and plain digits in the text. Bytes are base64, as Go
  writes them.
*/

/** What the types of the language do not know yet: text of a number as it stands, and where a parsed value was. */
interface SourceJson {
  rawJSON(text: string): unknown
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown
}

const sourceJson = JSON as unknown as SourceJson

/** JSON of a value; undefined gives `null`. */
export function stringifyJson(value: unknown): string {
  return JSON.stringify(value, writeBig) ?? 'null'
}

/** Parses JSON; integers that a number cannot hold become bigint. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  return longDigits.test(text) ? sourceJson.parse(text, readBig) : JSON.parse(text)
}

const longDigits = /\d{16}/

function writeBig(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return sourceJson.rawJSON(value.toString())
  if (typeof value !== 'object' || value === null) return value
  // A Buffer has made an object of itself by now: look at what it was.
  const original = (this as Record<string, unknown>)[key]
  return original instanceof Uint8Array
    ? Buffer.from(original.buffer, original.byteOffset, original.byteLength).toString('base64')
    : value
}

function readBig(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const { source = '' } = context
  return /^-?\d+$/.test(source) ? BigInt(source) : value
}
