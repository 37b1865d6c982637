import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { RRError } from '../lib/errors.ts'
import { pathErrorText } from '../lib/system-error.ts'

/** A file that a command writes into a user's project. */
export interface ProjectFile {
  /** Relative to the project. */
  readonly path: string
  readonly text: string
  readonly executable?: boolean
}

/**
 * Writes files into a project: all of them or, when one is there already and may not be replaced, none. Returns their paths.
 */
export function writeProjectFiles(folder: string, files: readonly ProjectFile[], overwrite: boolean): string[] {
  const present = files.map(({ path }) => path).filter((path) => existsSync(join(folder, path)))
  if (present.length > 0 && !overwrite) throw new RRError('RR_FILE_EXISTS', [present.join(', ')])
  for (const { path, text, executable } of files) {
    const target = join(folder, path)
    try {
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, text, { mode: executable === true ? 0o755 : 0o644 })
    } catch (error) {
      throw new RRError('RR_FILE_NOT_WRITTEN', [pathErrorText('open', target, error)], { cause: error })
    }
  }
  return files.map(({ path }) => path)
}
