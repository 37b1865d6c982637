import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** The one name of a store's file, by whatever path it is reached; the file itself need not be there yet. */
export function storePath(file: string): string {
  try {
    return join(realpathSync(dirname(resolve(file))), basename(file))
  } catch {
    return resolve(file)
  }
}
