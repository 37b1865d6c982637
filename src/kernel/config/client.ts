/*
  The configuration as client commands (`reset`, `workers`, `jobs`) read it: they need the address of the RPC server only.
  Follows: spec 02 §1.12, with both deviations there
*/
import { weakText } from '../../lib/go-weak.ts'
import { errorText } from '../../lib/op-error.ts'
import type { ConfigReader } from '../config-reader.ts'
import { LayeredConfig } from './layers.ts'
import { applyIncludes, applyOverrides, expandLeaves } from './load.ts'
import { parseOverride } from './override.ts'
import { readConfigFile } from './parse.ts'
import { checkVersion } from './version.ts'

/** Where the RPC server listens when its section does not say. */
export const defaultRpcAddress = 'tcp://127.0.0.1:6001'

const noRpc = 'rpc service not specified in the configuration. Tip: add\n rpc:\n\r listen: rr_rpc_address'

/** Loads the configuration for a client command. A missing `version` is accepted where `rpc.listen` is known all the same. */
export async function loadClientConfig(
  path: string,
  overrides: readonly string[] = [],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ConfigReader> {
  const file = await readConfigFile(path)
  const config = new LayeredConfig(file)
  expandLeaves(config, file, environment)
  applyOverrides(config, overrides.map(parseOverride), environment)
  if (!config.has('version') && config.has('rpc.listen')) return config
  const version = checkVersion(config.get('version'), file)
  try {
    await applyIncludes(config, version, environment)
  } catch (error) {
    throw new Error(`failed to handle includes: ${errorText(error)}`, { cause: error })
  }
  return config
}

/** The address of the RPC server. Throws RoadRunner's tip when there is no `rpc` section. */
export function rpcAddress(reader: ConfigReader): string {
  if (!reader.has('rpc')) throw new Error(noRpc)
  return weakText(reader.get('rpc.listen') ?? '') || defaultRpcAddress
}
