/** One `-o key=value`. */
export interface Override {
  readonly key: string
  /** Still with its `${…}` references. */
  readonly value: string
  /** As written on the command line. */
  readonly argument: string
}

const quotes = ['"', "'", '`']

/** Takes an argument of `-o` apart. Throws with RoadRunner's text. Follows: spec 02 §1.5, 09 #5. */
export function parseOverride(argument: string): Override {
  const plain = argument.replace(/^[ "'`]+/, '')
  const equals = plain.indexOf('=')
  if (equals === -1) throw new Error(`invalid flag \`${argument}\``)
  const key = trim(plain.slice(0, equals))
  const value = trim(plain.slice(equals + 1))
  if (key === '') throw new Error('key should not be empty')
  if (value === '') throw new Error('value should not be empty')
  return { key: key.toLowerCase(), value: unquote(value), argument }
}

function trim(text: string): string {
  return text.replace(/^[ \t\n]+|[ \t\n]+$/g, '')
}

function unquote(value: string): string {
  const quote = value[0] as string
  if (!quotes.includes(quote)) return value
  return value.replace(new RegExp(`^${quote}+|${quote}+$`, 'g'), '').replaceAll(`\\${quote}`, quote)
}
