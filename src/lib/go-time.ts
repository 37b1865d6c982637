import type { Instant } from './time.ts'

/*
  Go's time.Format: a layout shows how a certain moment (Mon Jan 2 15:04:05 2006 -0700) would be written.
  Follows: golang/go src/time/format.go
*/

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** The parts of a layout, longer ones before those they begin with. `Jan` and `Mon` end where a lower-case letter follows. */
const parts =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|__2|_2(?!006)|002|0[1-6]|15|[1-5]|PM|pm|[Z-]07:00:00|[Z-]070000|[Z-]07:00|[Z-]0700|[Z-]07|[.,](?:0+|9+)(?![0-9])/g

/** A moment in UTC, written as a Go layout says: `2006-01-02T15:04:05Z07:00` is RFC 3339. */
export function formatGoTime(layout: string, instant: Instant): string {
  const date = new Date(Number(instant.nanoseconds / 1_000_000n))
  const fraction = String(instant.nanoseconds % 1_000_000_000n).padStart(9, '0')
  return layout.replace(parts, (part) => formatPart(part, date, fraction))
}

function formatPart(part: string, date: Date, fraction: string): string {
  const hour12 = date.getUTCHours() % 12 || 12
  switch (part) {
    case 'January':
      return months[date.getUTCMonth()] as string
    case 'Jan':
      return (months[date.getUTCMonth()] as string).slice(0, 3)
    case '1':
      return String(date.getUTCMonth() + 1)
    case '01':
      return twoDigits(date.getUTCMonth() + 1)
    case 'Monday':
      return days[date.getUTCDay()] as string
    case 'Mon':
      return (days[date.getUTCDay()] as string).slice(0, 3)
    case '2':
      return String(date.getUTCDate())
    case '_2':
      return String(date.getUTCDate()).padStart(2)
    case '02':
      return twoDigits(date.getUTCDate())
    case '__2':
      return String(dayOfYear(date)).padStart(3)
    case '002':
      return String(dayOfYear(date)).padStart(3, '0')
    case '15':
      return twoDigits(date.getUTCHours())
    case '3':
      return String(hour12)
    case '03':
      return twoDigits(hour12)
    case '4':
      return String(date.getUTCMinutes())
    case '04':
      return twoDigits(date.getUTCMinutes())
    case '5':
      return String(date.getUTCSeconds())
    case '05':
      return twoDigits(date.getUTCSeconds())
    case '2006':
      return String(date.getUTCFullYear()).padStart(4, '0')
    case '06':
      return twoDigits(date.getUTCFullYear() % 100)
    case 'PM':
      return date.getUTCHours() >= 12 ? 'PM' : 'AM'
    case 'pm':
      return date.getUTCHours() >= 12 ? 'pm' : 'am'
    case 'MST':
      return 'UTC'
    default:
      return formatZoneOrFraction(part, fraction)
  }
}

function formatZoneOrFraction(part: string, fraction: string): string {
  if (part.startsWith('Z')) return 'Z'
  if (part.startsWith('-')) return `+${part.slice(1).replace('7', '0')}`
  const digits = fraction.slice(0, part.length - 1)
  if (part[1] === '0') return part[0] + digits
  const significant = digits.replace(/0+$/, '')
  return significant === '' ? '' : part[0] + significant
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
