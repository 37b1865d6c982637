/**
 * The quoted SQL name of what holds a table or queue of ours: any text may be a name. SQL does not tell `A` from `a`, so capitals are
 * written as `^a`, and `^` as `^^`.
 */
export function tableName(kind: string, name: string): string {
  return quoted(`${kind}_${name.replace(/[A-Z^]/g, (letter) => `^${letter.toLowerCase()}`)}`)
}

/** A name as SQL takes it, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
