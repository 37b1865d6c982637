import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'

/** Whether a file that is there lies in a folder, links resolved. Raises the error of the system. */
export async function isInside(name: string, folder: string): Promise<boolean> {
  const [real, root] = await Promise.all([realpath(name), realpath(folder)])
  return real.startsWith(root.endsWith(sep) ? root : root + sep)
}
