import { expandedEnv } from '../../lib/expanded-env.ts'

export { expandedEnv } from '../../lib/expanded-env.ts'

/** What makes the environment of a worker, from weakest to strongest. Follows: spec 01 §4.3. */
export interface EnvSources {
  readonly process: Readonly<Record<string, string | undefined>>
  readonly relay: string
  /** `rpc.listen`, when the section exists. */
  readonly rpc: string | undefined
  /** `server.env`: names become upper-case, values are expanded once more. */
  readonly server: Readonly<Record<string, string>>
  readonly version: string
  /** What the owner of the pool adds: names become upper-case. */
  readonly pool: Readonly<Record<string, string>>
}

/** The environment of a worker. */
export function workerEnv(sources: EnvSources): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(sources.process)) if (value !== undefined) env[name] = value
  env['RR_RELAY'] = sources.relay
  if (sources.rpc) env['RR_RPC'] = sources.rpc
  Object.assign(env, expandedEnv(sources.server, sources.process))
  env['RR_VERSION'] = sources.version
  for (const [name, value] of Object.entries(sources.pool)) env[name.toUpperCase()] = value
  return env
}
