import { chown, rm, stat } from 'node:fs/promises'
import type { ListenOptions } from 'node:net'
import { SocketHub } from '../../goridge/socket-hub.ts'
import { definePlugin, type PluginContext } from '../../kernel/plugin.ts'
import type { Logger } from '../../lib/log.ts'
import { OpError } from '../../lib/op-error.ts'
import { readErrors } from '../../os/process-errors.ts'
import { programExists } from '../../os/programs.ts'
import { findUser, type UserIds } from '../../os/users.ts'
import { cannotAllocate } from '../../pool/failures.ts'
import { type Launch, launchOverPipes, launchOverSocket } from '../../pool/launch.ts'
import { openPool } from '../../pool/pool.ts'
import { type ServerConfig, serverConfig } from './config.ts'
import { type Server, serverToken } from './contract.ts'
import { runOnInit } from './on-init.ts'
import { relayAddress } from './relay-address.ts'
import { workerEnv } from './worker-env.ts'

/** `server`: how workers are started. Owns the relay socket and the pools' way to the system; pools belong to who asks for them. */
export const server = definePlugin<ServerConfig>({
  name: 'server',
  config: serverConfig,
  // RoadRunner starts it in no certain order; what it runs before the first worker (on_init) needs RPC, and comes before all pools.
  weight: 50,
  provides: [serverToken],
  async setup(ctx) {
    const { config, log } = ctx
    if (config.command.length === 0) throw initError('command should not be empty')
    if (config.on_init !== undefined && config.on_init.command.length === 0)
      throw initError('on_init command should not be empty')
    const address = relayAddress(config.relay)
    const ids = await userIds(config, log)
    const hub = address === undefined ? undefined : new SocketHub()
    ctx.provide(serverToken, serverOf(ctx, ids, hub))
    return {
      start: async () => {
        if (hub !== undefined && address !== undefined) await listen(hub, address, ids)
        if (config.on_init !== undefined) await runOnInit(config.on_init, workingDirectory(), log)
      },
      stop: () => hub?.close(),
    }
  },
})

function serverOf(ctx: PluginContext<ServerConfig>, ids: UserIds | undefined, hub: SocketHub | undefined): Server {
  const { config } = ctx
  const log = ctx.logger('server')
  return {
    uid: ids?.uid ?? 0,
    gid: ids?.gid ?? 0,
    newPool: (poolConfig, env) => {
      const command = poolConfig.command.length > 0 ? poolConfig.command : config.command
      const rpc = ctx.reader.get('rpc.listen')
      const variables = workerEnv({
        process: process.env,
        relay: config.relay,
        rpc: typeof rpc === 'string' ? rpc : undefined,
        server: config.env,
        version: ctx.version,
        pool: env,
      })
      const launch = launcher({ command, env: variables, ids, hub, log })
      return openPool({ config: poolConfig, launch, log, onFatal: (error) => ctx.fail(error) })
    },
  }
}

interface LaunchParts {
  readonly command: readonly string[]
  readonly env: Record<string, string>
  readonly ids: UserIds | undefined
  readonly hub: SocketHub | undefined
  readonly log: Logger
}

function launcher({ command, env, ids, hub, log }: LaunchParts): Launch {
  return async (signal) => {
    const request = { command, env, cwd: workingDirectory(), uid: ids?.uid, gid: ids?.gid }
    if (!(await programExists(command[0] ?? '', env['PATH'], request.cwd))) {
      throw new Error(`exec: ${JSON.stringify(command[0])}: executable file not found in $PATH`)
    }
    const onErrors = (fd: number): void => readErrors(fd, (text) => log.info(text))
    return hub === undefined ? launchOverPipes(request, onErrors) : launchOverSocket(request, hub, signal, onErrors)
  }
}

/**
 * Where workers start: the folder under the name it was reached by, not what that name stood for at the start, so that after a deploy that
 * moved a symlink new workers run the new code.
 */
function workingDirectory(): string {
  return process.env['PWD'] ?? process.cwd()
}

async function userIds(config: ServerConfig, log: Logger): Promise<UserIds | undefined> {
  if (config.group !== '')
    log.warn("server.group is not used: workers get the user's own group", { group: config.group })
  if (config.user === '') return undefined
  const ids = await findUser(config.user)
  if (ids === undefined) throw initError(`user: unknown user ${config.user} (server.user)`)
  if (process.getuid?.() !== 0 && process.getuid?.() !== ids.uid) {
    throw initError(
      `running workers as another user needs root: the server runs as uid ${process.getuid?.()} (server.user = ${config.user})`,
    )
  }
  return ids
}

async function listen(hub: SocketHub, address: ListenOptions, ids: UserIds | undefined): Promise<void> {
  const { path } = address
  if (path !== undefined && (await stat(path).catch(() => undefined))?.isSocket()) await rm(path)
  try {
    await hub.listen(address)
    if (path !== undefined && ids !== undefined) await chown(path, ids.uid, ids.gid)
  } catch (error) {
    throw cannotAllocate(error)
  }
}

function initError(text: string): OpError {
  return new OpError('server_plugin_init', 'Init', new Error(text))
}
