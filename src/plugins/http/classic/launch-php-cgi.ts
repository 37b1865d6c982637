import { chown, mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../../lib/log.ts'
import { type SpawnedProcess, type SpawnRequest, spawnProcess } from '../../../os/spawn.ts'
import type { Launched } from '../../../pool/launch.ts'
import type { NewPoolOptions } from '../../server/contract.ts'
import { PhpCgiRelay } from './php-cgi-relay.ts'

/** Longest pause between two attempts to reach a process that starts. */
const attemptMaxMs = 50

/** The folder of the sockets of one pool's processes, which nobody but their user can reach. */
export class PhpCgiSockets {
  #folder: Promise<string> | undefined
  #count = 0

  /** A path for one more socket. `uid` and `gid` get the folder, when they are given. */
  async next(uid: number | undefined, gid: number | undefined): Promise<string> {
    this.#folder ??= makeFolder(uid, gid)
    return join(await this.#folder, `${++this.#count}`)
  }

  /** Removes the folder. */
  async remove(): Promise<void> {
    const folder = await this.#folder
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Starts a php-cgi that listens on a socket of its own and connects to it. It handles one request at a time and as many as it gets: the pool
 * counts them. Rejects, with nothing left behind, when it ends or `signal` aborts before it listens.
 */
export function launchPhpCgi(sockets: PhpCgiSockets, log: Logger): NonNullable<NewPoolOptions['connect']> {
  return (request, onSpawned, signal) => launch(request, sockets, onSpawned, signal, log)
}

async function launch(
  request: Omit<SpawnRequest, 'stdio'>,
  sockets: PhpCgiSockets,
  onSpawned: (process: SpawnedProcess) => void,
  signal: AbortSignal,
  log: Logger,
): Promise<Launched> {
  const path = await sockets.next(request.uid, request.gid)
  const command = [...request.command, '-b', path]
  const env = { ...request.env, PHP_FCGI_CHILDREN: '0', PHP_FCGI_MAX_REQUESTS: '0' }
  const process = await spawnProcess({ ...request, command, env, stdio: 'null' })
  onSpawned(process)
  const gone = new AbortController()
  void process.exited.then(() => gone.abort(new Error('EOF')))
  void process.exited.then(() => rm(path, { force: true }))
  try {
    const socket = await connectSoon(path, AbortSignal.any([signal, gone.signal]))
    const relay = new PhpCgiRelay({
      socket,
      path,
      terminate: () => terminate(process.pid, gone.signal.aborted),
      onStderr: (text) => log.info(text.trimEnd()),
    })
    return { process, relay, greeted: true }
  } catch (error) {
    process.kill()
    throw error
  }
}

async function makeFolder(uid: number | undefined, gid: number | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'courser-cgi-'))
  if (uid !== undefined) await chown(folder, uid, gid ?? uid)
  return folder
}

/** Nothing tells when a process has begun to listen. */
async function connectSoon(path: string, signal: AbortSignal): Promise<Socket> {
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, attemptMaxMs)) {
    signal.throwIfAborted()
    const socket = await attempt(path)
    if (socket !== undefined) return socket
    await sleep(pauseMs, undefined, { signal }).catch(() => {})
  }
}

function attempt(path: string): Promise<Socket | undefined> {
  const socket = connect(path)
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.removeAllListeners()
      resolve(socket)
    })
    socket.once('error', () => resolve(undefined))
  })
}

/** php-cgi leaves at once when it waits for a request. */
function terminate(pid: number, isGone: boolean): void {
  if (isGone) return
  try {
    globalThis.process.kill(pid, 'SIGTERM')
  } catch {
    // It has ended by itself.
  }
}
