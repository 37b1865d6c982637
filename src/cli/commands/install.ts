import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { writeProjectFiles } from '../project-files.ts'
import { launcherMark, projectLauncher } from '../templates/launcher.ts'
import { printLine } from '../terminal.ts'

/** `rr install [directory]`: writes the launcher `./rr`. One of ours is renewed, a foreign one only with `--overwrite`. */
export const run: Run<typeof localFlags.install> = async ({ args, flags }) => {
  const folder = args[0] ?? '.'
  const file = projectLauncher()
  const path = join(folder, file.path)
  const ours = existsSync(path) && readFileSync(path, 'latin1').includes(launcherMark)
  writeProjectFiles(folder, [file], flags.overwrite || ours)
  if (!flags.silent) printLine(`${path} starts the server; try: ${path.includes('/') ? path : `./${path}`} --version`)
  return 0
}
