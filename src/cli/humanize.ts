/** A count with a comma between thousands: `1,234,567`. */
export function groupedCount(count: number | bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const

/** Bytes in decimal units: one digit behind the point below ten units, else none: `999 B`, `1.5 kB`, `46 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 10) return `${bytes} B`
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3 + 1e-9))
  const units = Math.floor((bytes / 1000 ** power) * 10 + 0.5) / 10
  return `${units < 10 ? units.toFixed(1) : units.toFixed(0)} ${byteUnits[power]}`
}

const second = 1
const minute = 60
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day
const month = 30 * day
const year = 12 * month

/** Ages below each limit, in seconds: the text, or the unit that is counted. */
const ages: ReadonlyArray<readonly [below: number, text: string, unit?: number]> = [
  [second, 'now'],
  [2 * second, '1 second'],
  [minute, 'seconds', second],
  [2 * minute, '1 minute'],
  [hour, 'minutes', minute],
  [2 * hour, '1 hour'],
  [day, 'hours', hour],
  [2 * day, '1 day'],
  [week, 'days', day],
  [2 * week, '1 week'],
  [month, 'weeks', week],
  [2 * month, '1 month'],
  [year, 'months', month],
  [18 * month, '1 year'],
  [2 * year, '2 years'],
  [37 * year, 'years', year],
]

/** How long ago something was: `now`, `5 seconds ago`, `1 hour ago`. */
export function age(seconds: number): string {
  const row = ages.find(([below]) => seconds < below)
  if (row === undefined) return 'a long while ago'
  const [, text, unit] = row
  if (text === 'now') return text
  return unit === undefined ? `${text} ago` : `${Math.floor(seconds / unit)} ${text} ago`
}
