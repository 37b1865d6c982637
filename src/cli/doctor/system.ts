import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { systemErrorText } from '../../lib/system-error.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const wantedOpenFiles = 4096

/** Looks whether an address that the configuration names can be listened on. `key` is the setting. */
export async function checkAddress(key: string, address: string): Promise<Finding> {
  const bare = address.replace(/^tcp:\/\//, '')
  const split = /^(?:\[(?<v6>.*)\]|(?<host>[^:]*)):(?<port>\d+)$/.exec(bare)
  if (split === null) {
    return address.startsWith('unix://') ? ok(key, address) : fail(key, `${address} is no address`, 'Write host:port')
  }
  const { v6, host, port } = split.groups as { v6?: string; host?: string; port: string }
  const error = await listenOnce(v6 ?? host ?? '', Number(port))
  if (error === undefined) return ok(key, `${address} is free`)
  const advice = 'Choose another one, or end who uses it (a server that runs already is one: then all is well)'
  return fail(key, `${address}: ${systemErrorText(error)}`, advice)
}

function listenOnce(host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error))
    server.listen({ port, ...(host === '' ? {} : { host }) }, () => server.close(() => resolve(undefined)))
  })
}

/** Looks at the limits of this process, which workers inherit. */
export function checkLimits(): Finding[] {
  const cores = ok('cores', `${availableParallelism()}: as many workers start where num_workers is 0`)
  const openFiles = openFilesLimit()
  if (openFiles === undefined) return [cores]
  const advice = 'Raise it (ulimit -n, LimitNOFILE= of systemd): each connection and each worker takes some'
  const finding =
    openFiles < wantedOpenFiles
      ? warn('open files', `limit ${openFiles}, wanted ${wantedOpenFiles}`, advice)
      : ok('open files', `limit ${openFiles}`)
  return [cores, finding]
}

/** The hard limit: Node raises the soft one to it by itself. Undefined where the system does not say. */
function openFilesLimit(): number | undefined {
  try {
    const text = readFileSync('/proc/self/limits', 'utf8')
    const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(text)?.[1]
    return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard)
  } catch {
    return undefined
  }
}
