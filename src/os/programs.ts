import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Whether a program can be started under that name: a path, or a name found in PATH. */
export async function programExists(name: string, path: string | undefined, cwd: string): Promise<boolean> {
  if (name.includes('/')) return isProgram(name.startsWith('/') ? name : join(cwd, name))
  const folders = (path ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter)
  const found = await Promise.all(folders.map((folder) => isProgram(join(folder || cwd, name))))
  return found.includes(true)
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
