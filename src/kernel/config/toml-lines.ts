const header = /^\s*\[\[?\s*([A-Za-z0-9_.\-"' ]+?)\s*\]\]?\s*(?:#.*)?$/
const assignment = /^\s*([A-Za-z0-9_.\-"' ]+?)\s*=/

/**
 * Line of each key in a TOML text, for messages. Reads line by line, so that a line of a multi-line string that looks like an
 * assignment counts as one: harmless, because only paths that exist are asked for.
 */
export function tomlLines(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  let table = ''
  for (const [index, line] of text.split('\n').entries()) {
    const opened = header.exec(line)?.[1]
    if (opened !== undefined) table = plainPath(opened)
    const key = assignment.exec(line)?.[1]
    const path = key === undefined ? table : [table, plainPath(key)].filter((part) => part !== '').join('.')
    if ((opened ?? key) !== undefined && !lines.has(path)) lines.set(path, index + 1)
  }
  return lines
}

function plainPath(path: string): string {
  return path.replaceAll(/["' ]/g, '').toLowerCase()
}
