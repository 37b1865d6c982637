import { utf8FromLatin1 } from './latin1.ts'

/* What must not stand in a JSON text as it is. Follows: spec 03 §3.3 (Go's encoder escapes <, >, &, U+2028 and U+2029, too). */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const special = /["\\<>&\u0000-\u001f\u2028\u2029\ud800-\udfff]/
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const specialByte = /["\\<>&\u0000-\u001f\u0080-\uffff]/
const beyondJson = /[<>&\u2028\u2029]/g

/** The inside of a JSON string. */
export function jsonText(text: string): string {
  return special.test(text) ? escape(text) : text
}

/** The inside of a JSON string, from a string of bytes. */
export function jsonTextFromLatin1(bytes: string): string {
  return specialByte.test(bytes) ? escape(utf8FromLatin1(bytes)) : bytes
}

function escape(text: string): string {
  const whole = JSON.stringify(text.toWellFormed()).slice(1, -1)
  return whole.replace(beyondJson, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
