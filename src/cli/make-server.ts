import type { Server } from '../kernel/server.ts'
import { createServer } from '../kernel/server.ts'
import { loadApi, openLogging, standardPlugins } from '../plugins/_standard.ts'
import type { Call } from './command.ts'
import { compatibleVersion } from './version.ts'

/** Makes the server that the command line describes, with the plugins that ship. */
export function makeServer(flags: Call['flags'] & { readonly strict: boolean }): Promise<Server> {
  return createServer({
    config: flags.config,
    overrides: flags.override,
    experimental: flags['enable-experimental'],
    strict: flags.strict,
    version: compatibleVersion,
    plugins: standardPlugins,
    openLogging,
    loadApi,
  })
}
