/**
 * Splits the name of a form field at its brackets: `a[b][]` is `a`, `b` and an empty segment. Blanks are dropped anywhere; what is
 * not closed or not opened is taken as it comes. Follows: spec 03 §3.3, stable line
 */
export function splitFieldName(name: string): string[] {
  const segments = ['']
  let before: 'text' | 'open' | 'close' = 'text'
  for (const char of name) {
    if (char === ' ') continue
    if (char === '[') {
      before = 'open'
    } else if (char === ']') {
      if (before === 'open') segments.push('')
      before = 'close'
    } else {
      if (before !== 'text') segments.push('')
      segments[segments.length - 1] += char
      before = 'text'
    }
  }
  return segments
}
