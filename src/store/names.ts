/** The quoted SQL name of what holds a table or queue of ours: any text may be a name. */
export function tableName(kind: string, name: string): string {
  return quoted(`${kind}_${name}`)
}

/** A name as SQL takes it, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
