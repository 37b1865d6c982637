import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A user of the system, with the group it belongs to first. */
export interface UserIds {
  readonly uid: number
  readonly gid: number
}

/** Looks a user up by name: in /etc/passwd, else by `getent` (directories such as LDAP). Undefined when there is none. */
export async function findUser(name: string): Promise<UserIds | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`)) ?? (await askDirectory(name))
  const [, , uid, gid] = line.split(':')
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

async function askDirectory(name: string): Promise<string> {
  try {
    return (await promisify(execFile)('getent', ['passwd', '--', name])).stdout
  } catch {
    return ''
  }
}
