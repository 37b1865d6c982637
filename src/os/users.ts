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
  const [, , uid, gid] = await entryOf('passwd', name)
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** Id of a group by name, looked up as users are. Undefined when there is none. */
export async function findGroup(name: string): Promise<number | undefined> {
  const [, , gid] = await entryOf('group', name)
  return gid === undefined ? undefined : Number(gid)
}

/** Fields of a line `name:password:id:…` of one of the system's databases. */
async function entryOf(database: 'passwd' | 'group', name: string): Promise<readonly string[]> {
  const lines = (await readFile(`/etc/${database}`, 'utf8').catch(() => '')).split('\n')
  return (lines.find((line) => line.startsWith(`${name}:`)) ?? (await askDirectory(database, name))).split(':')
}

async function askDirectory(database: string, name: string): Promise<string> {
  try {
    return (await promisify(execFile)('getent', [database, '--', name])).stdout.trimEnd()
  } catch {
    return ''
  }
}
