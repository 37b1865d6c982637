import { PipeRelay } from '../goridge/pipe-relay.ts'
import type { Relay } from '../goridge/relay.ts'
import type { SocketHub } from '../goridge/socket-hub.ts'
import { type SpawnedProcess, type SpawnRequest, spawnProcess } from '../os/spawn.ts'

/** A process with its relay. */
export interface Launched {
  readonly process: SpawnedProcess
  readonly relay: Relay
  /** The first question of the handshake has been asked and answered on the way. */
  readonly greeted: boolean
}

/** Starts one worker process and connects to it. Rejects, with nothing left behind, when it cannot be, or when `signal` aborts first. */
export type Launch = (signal: AbortSignal) => Promise<Launched>

/** Workers on standard input and output; spec 01 §3.1. `onErrors` gets the descriptor of its standard error. */
export async function launchOverPipes(
  request: Omit<SpawnRequest, 'stdio'>,
  onErrors: (fd: number) => void,
): Promise<Launched> {
  const process = await spawnProcess({ ...request, stdio: 'pipes' })
  onErrors(process.errors)
  return { process, relay: new PipeRelay(process.input, process.output), greeted: false }
}

/** Workers that connect to our socket; spec 01 §3.2. Told apart by the pid they report. */
export async function launchOverSocket(
  request: Omit<SpawnRequest, 'stdio'>,
  hub: SocketHub,
  signal: AbortSignal,
  onErrors: (fd: number) => void,
): Promise<Launched> {
  const process = await spawnProcess({ ...request, stdio: 'null' })
  onErrors(process.errors)
  const exited = process.exited.then(() => {
    throw new Error('EOF')
  })
  try {
    return { process, relay: await Promise.race([hub.claim(process.pid, signal), exited]), greeted: true }
  } catch (error) {
    process.kill()
    throw error
  } finally {
    exited.catch(() => {})
  }
}
