const maxDistance = 2

/**
 * The candidates a mistyped word may have meant: at most two edits away, or starting with the word; nearest first.
 * Letter case does not count.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string[] {
  const typed = word.toLowerCase()
  const near: Array<{ readonly candidate: string; readonly distance: number }> = []
  for (const candidate of candidates) {
    const known = candidate.toLowerCase()
    const distance = editDistance(typed, known)
    // A word as short as the edits allowed would be near to anything.
    const close = distance <= maxDistance && distance < Math.max(typed.length, known.length) - 1
    if (close || (typed !== '' && known.startsWith(typed))) near.push({ candidate, distance })
  }
  return near.sort((a, b) => a.distance - b.distance).map(({ candidate }) => candidate)
}

/** Levenshtein distance: fewest insertions, deletions and replacements of one letter. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const replace = at(previous, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(replace, at(previous, column) + 1, at(current, column - 1) + 1))
    }
    previous = current
  }
  return at(previous, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
