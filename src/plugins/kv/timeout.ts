/*
  The times in kv messages: RFC 3339 as Go's time.Parse takes it, with its error texts.
  Follows: spec 06 §1.4; golang/go src/time/format.go
*/

const layout = '2006-01-02T15:04:05Z07:00'

/** What comes after another: the piece of Go's layout, its form, and the largest number it may hold. */
const pieces: readonly (readonly [piece: string, form: RegExp, max: number])[] = [
  ['2006', /\d{4}/y, 9999],
  ['-', /-/y, 0],
  ['01', /\d{2}/y, 12],
  ['-', /-/y, 0],
  ['02', /\d{2}/y, 31],
  ['T', /T/y, 0],
  ['15', /\d{2}/y, 23],
  [':', /:/y, 0],
  ['04', /\d{2}/y, 59],
  [':', /:/y, 0],
  ['05', /\d{2}/y, 59],
  ['', /(?:[.,]\d+)?/y, 0],
  ['Z07:00', /Z|[+-]\d{2}:\d{2}/y, 0],
]

const names: Readonly<Record<string, string>> = {
  '01': 'month',
  '02': 'day',
  '15': 'hour',
  '04': 'minute',
  '05': 'second',
}

/** Milliseconds since 1970, with a fraction. Throws with Go's text. */
export function parseTimeout(text: string): number {
  let at = 0
  const parts: string[] = []
  for (const [piece, form, max] of pieces) {
    form.lastIndex = at
    const found = form.exec(text)?.[0]
    if (found === undefined) return fail(text, `: cannot parse ${JSON.stringify(text.slice(at))} as "${piece}"`)
    const name = names[piece]
    if (name !== undefined && (Number(found) > max || (piece === '01' && found === '00'))) {
      return fail(text, `: ${name} out of range`)
    }
    parts.push(found)
    at += found.length
  }
  if (at < text.length) return fail(text, `: extra text: ${JSON.stringify(text.slice(at))}`)
  return millisecondsOf(text, parts)
}

/** A time in whole seconds, UTC, in the form that PHP parses (`Y-m-d\TH:i:sP`). */
export function formatTimeout(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`
}

function millisecondsOf(text: string, parts: readonly string[]): number {
  const [year, , month, , day, , hour, , minute, , second, fraction = '', zone = 'Z'] = parts
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCDate() !== Number(day)) return fail(text, ': day out of range')
  const wall = date.getTime() + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
  return wall + Number(`0${fraction.replace(',', '.')}`) * 1000 - zoneMinutes(text, zone) * 60_000
}

function zoneMinutes(text: string, zone: string): number {
  if (zone === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  if (hours > 24) return fail(text, ': time zone offset hour out of range')
  if (minutes > 60) return fail(text, ': time zone offset minute out of range')
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

function fail(text: string, why: string): never {
  const cannotParse = why.startsWith(': cannot') ? ` as "${layout}"` : ''
  throw new Error(`parsing time ${JSON.stringify(text)}${cannotParse}${why}`)
}
