import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Why a program cannot be started under a name, in the words of Go's os/exec, which scripts know; undefined when it can. */
export async function programFault(name: string, path: string | undefined, cwd: string): Promise<string | undefined> {
  if (name.includes('/')) {
    const fault = await fileFault(name.startsWith('/') ? name : join(cwd, name))
    return fault && `fork/exec ${name}: ${fault}`
  }
  const folders = (path ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter)
  const faults = await Promise.all(folders.map((folder) => fileFault(join(folder || cwd, name))))
  return faults.includes(undefined) ? undefined : `exec: ${JSON.stringify(name)}: executable file not found in $PATH`
}

/** Where a program is that can be started under a name: the name itself when it is a path; undefined when it is nowhere. */
export async function programPath(name: string, path: string | undefined, cwd: string): Promise<string | undefined> {
  if (name.includes('/')) return name
  const places = (path ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter).map((folder) => join(folder || cwd, name))
  const faults = await Promise.all(places.map(fileFault))
  return places[faults.indexOf(undefined)]
}

async function fileFault(path: string): Promise<string | undefined> {
  const file = await stat(path).catch(() => undefined)
  if (file === undefined) return 'no such file or directory'
  if (!file.isFile()) return 'permission denied'
  return await access(path, constants.X_OK).then(
    () => undefined,
    () => 'permission denied',
  )
}
