import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of this package: the nearest one above this file, bundled or not, that holds the PHP library. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'php', 'autoload.php')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}
