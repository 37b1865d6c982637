import type { SocketHub } from '../../goridge/socket-hub.ts'
import type { Logger } from '../../lib/log.ts'
import type { UserIds } from '../../os/users.ts'
import type { PoolConfig } from '../../pool/config.ts'
import type { Pool } from '../../pool/contract.ts'
import { openPool } from '../../pool/pool.ts'
import type { WarmupRequest } from '../../pool/warmup.ts'
import { type Connect, type LauncherOptions, launcher, workingDirectory } from './launcher.ts'
import { ExitWitness, explainStartFailure, type StartFacts } from './start-failure.ts'

/** What a pool is started from: plain values, so that it can be sent to another thread. */
export interface PoolPlan {
  readonly config: PoolConfig
  readonly command: readonly string[]
  /** The whole environment of its workers. */
  readonly env: Record<string, string>
  readonly ids: UserIds | undefined
  /** The waits of requests are measured: the configuration has metrics. */
  readonly measured: boolean
  /** Settings to name when a worker does not start. */
  readonly facts: Pick<StartFacts, 'commandPath' | 'user' | 'timeoutPath'>
}

/** What a pool needs of the thread that it is in. */
export interface PoolSite {
  /** The logger of channel `server`: pools log there, whoever owns them. */
  readonly log: Logger
  /** Where workers connect to; undefined for pipes. */
  readonly hub: SocketHub | undefined
  readonly ledger: LauncherOptions['ledger']
  /** Another way to start a worker and reach it. */
  readonly connect?: Connect | undefined
  /** Told why workers do not start, in words that name the setting. */
  readonly explain: (failure: Error & { readonly code: string }) => void
  /** What each worker must answer before it takes other requests. */
  readonly warmup?: readonly WarmupRequest[] | undefined
  /** No worker could be kept alive: the server must end. */
  readonly onFatal: (error: Error) => void
}

/** Starts the pool of a plan; resolves when all its workers are up. */
export async function openPlanned(plan: PoolPlan, site: PoolSite): Promise<Pool> {
  const { config, command, env, ids, facts, measured } = plan
  const { log, hub, connect, ledger, onFatal } = site
  const witness = new ExitWitness()
  const launch = launcher({ command, env, ids, hub, connect, log, witness, ledger })
  try {
    return await openPool({ config, launch, log, warmup: site.warmup, measured, onFatal })
  } catch (error) {
    const timeoutMs = config.allocate_timeout
    const cwd = workingDirectory()
    const explained = explainStartFailure(error, { ...facts, command, cwd, timeoutMs, exit: witness.exit })
    if (explained !== undefined) site.explain(explained)
    throw error
  }
}
