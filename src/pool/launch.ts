import { PipeRelay } from '../goridge/pipe-relay.ts'
import type { Relay } from '../goridge/relay.ts'
import type { SocketHub } from '../goridge/socket-hub.ts'
import { type SpawnedProcess, type SpawnRequest, spawnProcess } from '../os/spawn.ts'
import type { PipelineOffer } from './pipeline-offer.ts'
import type { StartOutput } from './start-output.ts'

/** A process with its relay. */
export interface Launched {
  readonly process: SpawnedProcess
  readonly relay: Relay
  /** The first question of the handshake has been asked and answered on the way. */
  readonly greeted: boolean
  /** Offers the worker a way for several requests at a time; by default named pipes. */
  readonly offer?: PipelineOffer
  /** What it prints to standard error, when somebody reads that. */
  readonly output?: StartOutput
}

/** Starts one worker process and connects to it. Rejects, with nothing left behind, when it cannot be, or when `signal` aborts first. */
export type Launch = (signal: AbortSignal) => Promise<Launched>

/** Workers on standard input and output; spec 01 §3.1. `onSpawned` gets each process at once: to read its standard error, to see its end. */
export async function launchOverPipes(
  request: Omit<SpawnRequest, 'stdio'>,
  onSpawned: (process: SpawnedProcess) => void,
): Promise<Launched> {
  const process = await spawnProcess({ ...request, stdio: 'pipes' })
  onSpawned(process)
  return { process, relay: new PipeRelay(process.input, process.output), greeted: false }
}

/** Workers that connect to our socket; spec 01 §3.2. Told apart by the pid they report. */
export async function launchOverSocket(
  request: Omit<SpawnRequest, 'stdio'>,
  hub: SocketHub,
  signal: AbortSignal,
  onSpawned: (process: SpawnedProcess) => void,
): Promise<Launched> {
  const process = await spawnProcess({ ...request, stdio: 'null' })
  onSpawned(process)
  const gone = new AbortController()
  void process.exited.then(() => gone.abort(new Error('EOF')))
  try {
    return { process, relay: await hub.claim(process.pid, AbortSignal.any([signal, gone.signal])), greeted: true }
  } catch (error) {
    process.kill()
    throw error
  }
}
