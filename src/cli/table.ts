import { stripVTControlCharacters } from 'node:util'

/** Widest table that is printed; longer cells wrap at words. */
const maxTableWidth = 150

/**
 * Draws a table in light box characters: headers upper-case and centred, cells left-aligned, one blank on each side. Cells may
 * carry colours. Follows: spec 02 §2.6.
 */
export function renderTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columnWidths([headers, ...rows])
  const head = headers.map((text, column) => centred(text.toUpperCase(), widths[column] as number))
  return [
    rule(widths, '┌┬┐'),
    `│${head.join('│')}│`,
    rule(widths, rows.length > 0 ? '├┼┤' : '└┴┘'),
    ...rows.flatMap((row) => rowLines(row, widths)),
    ...(rows.length > 0 ? [rule(widths, '└┴┘')] : []),
  ].join('\n')
}

/** Inner width of each column, the widest one cut where the table would pass its limit. */
function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => visibleLength(row[column] ?? ''))))
  const excess = widths.reduce((sum, width) => sum + width + 3, 1) - maxTableWidth
  const widest = widths.indexOf(Math.max(...widths))
  if (excess > 0) widths[widest] = Math.max(20, (widths[widest] as number) - excess)
  return widths
}

function rowLines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) => {
    const parts = cells.map((lines, column) => ` ${padded(lines[line] ?? '', widths[column] as number)} `)
    return `│${parts.join('│')}│`
  })
}

function rule(widths: readonly number[], corners: string): string {
  const [left, middle, right] = corners
  return `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`
}

function centred(text: string, width: number): string {
  const blanks = width + 2 - visibleLength(text)
  const left = Math.floor(blanks / 2)
  return ' '.repeat(left) + text + ' '.repeat(blanks - left)
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleLength(text)))
}

function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length
}

function wrap(text: string, width: number): string[] {
  if (visibleLength(text) <= width && !text.includes('\n')) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((long) => long.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
