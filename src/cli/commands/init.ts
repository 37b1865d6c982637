import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RRError } from '../../lib/errors.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { type ProjectFile, writeProjectFiles } from '../project-files.ts'
import { laravelFiles } from '../templates/laravel.ts'
import { plainFiles } from '../templates/plain.ts'
import { symfonyFiles } from '../templates/symfony.ts'
import { printLine } from '../terminal.ts'

const kinds: Readonly<Record<string, () => ProjectFile[]>> = {
  plain: plainFiles,
  laravel: laravelFiles,
  symfony: symfonyFiles,
}

/** `rr init [plain|laravel|symfony]`: writes a first configuration and what it needs; without a word it looks around. */
export const run: Run<typeof localFlags.init> = async ({ program, args, flags }) => {
  const folder = flags.WorkDir === '' ? '.' : flags.WorkDir
  const kind = args[0] ?? kindOfProject(folder)
  const files = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (files === undefined) throw new RRError('RR_INIT_UNKNOWN_KIND', [kind, Object.keys(kinds)])
  const written = writeProjectFiles(folder, files(), flags.overwrite)
  if (!flags.silent) {
    for (const path of written) printLine(`wrote ${join(folder, path)}`)
    printLine(`This is set up as a ${kind} project. Check it with: ${program} doctor. Start it with: ${program} serve`)
  }
  return 0
}

function kindOfProject(folder: string): string {
  if (existsSync(join(folder, 'artisan'))) return 'laravel'
  return existsSync(join(folder, 'bin', 'console')) ? 'symfony' : 'plain'
}
