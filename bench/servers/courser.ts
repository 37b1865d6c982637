import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { childrenOf, freePort, start, stop, untilAnswering } from '../lib/processes.ts'
import { root, type Workplace } from '../lib/workplace.ts'
import type { BenchServer } from './server.ts'

/** How a Courser under measurement is set up. */
export interface CourserOptions {
  readonly workers: number
  readonly receipts?: 'auto' | 'off'
  /** PHP script of the workers, from the root. */
  readonly script?: string
  /** Environment of server and workers. */
  readonly env?: NodeJS.ProcessEnv
  /** More lines for the `http` section of the configuration, indented by two. */
  readonly http?: readonly string[]
  /** Other sections of the configuration, as text. */
  readonly sections?: string
  /** Where RPC listens; by default on a socket file. */
  readonly rpc?: string
  /** Level of the log; by default error, as nginx's access log is off. */
  readonly logLevel?: 'error' | 'info'
}

/** A Courser that runs, and its main process. */
export interface CourserServer extends BenchServer {
  readonly pid: number
  readonly rpcAddress: string
}

/** Starts Courser in a folder of its own. */
export async function startCourser(place: Workplace, name: string, options: CourserOptions): Promise<CourserServer> {
  const port = await freePort()
  const config = writeConfig(place, name, port, options)
  const log = place.path(`${name}/log`)
  const child = start(join(root, 'bin/rr'), ['serve', '-c', config], log, options.env)
  place.onClose(() => stop(child))
  const origin = `http://127.0.0.1:${port}`
  await untilAnswering(`${origin}/`, child, log)
  const pid = child.pid ?? 0
  const rpcAddress = options.rpc ?? `unix://${place.path(`${name}/rpc.sock`)}`
  return { origin, pid, rpcAddress, serverPids: () => [pid], phpPids: () => childrenOf(pid) }
}

/** Writes the configuration into a folder of its own and returns its path. */
export function writeConfig(place: Workplace, name: string, port: number, options: CourserOptions): string {
  mkdirSync(place.path(name), { recursive: true })
  const config = place.path(`${name}/.rr.yaml`)
  writeFileSync(config, configText(port, `unix://${place.path(`${name}/rpc.sock`)}`, options))
  return config
}

function configText(port: number, rpcSocket: string, options: CourserOptions): string {
  return `version: '3'
rpc:
  listen: ${options.rpc ?? rpcSocket}
logs:
  level: ${options.logLevel ?? 'error'}
server:
  command: php ${join(root, options.script ?? 'bench/php/worker.php')}
http:
  address: 127.0.0.1:${port}
${(options.http ?? []).map((line) => `  ${line}\n`).join('')}  pool:
    num_workers: ${options.workers}
    receipts: ${options.receipts ?? 'auto'}
${options.sections ?? ''}`
}
