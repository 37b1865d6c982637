import { chown, rm, stat } from 'node:fs/promises'
import type { ListenOptions } from 'node:net'
import { SocketHub } from '../../goridge/socket-hub.ts'
import { definePlugin, type PluginContext } from '../../kernel/plugin.ts'
import { RRError } from '../../lib/errors.ts'
import type { Logger } from '../../lib/log.ts'
import { OpError } from '../../lib/op-error.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import { findGroup, findUser, type UserIds } from '../../os/users.ts'
import type { PoolConfig } from '../../pool/config.ts'
import { type ServerConfig, serverConfig } from './config.ts'
import { type NewPoolOptions, type Server, serverToken } from './contract.ts'
import { type LauncherOptions, workingDirectory } from './launcher.ts'
import { runOnInit } from './on-init.ts'
import { openPlanned, type PoolPlan } from './pool-plan.ts'
import { ProcessLedger } from './process-ledger.ts'
import { relayAddress } from './relay-address.ts'
import { workerEnv } from './worker-env.ts'

/** `server`: how workers are started. Owns the relay socket and the pools' way to the system; pools belong to who asks for them. */
export const server = definePlugin<ServerConfig>({
  name: 'server',
  config: serverConfig,
  // RoadRunner starts it in no certain order; what it runs before the first worker (on_init) needs RPC, and comes before all pools.
  weight: 50,
  provides: [serverToken],
  // Its processes need no command of ours, and then the section can be left out.
  activeWith: ['http.classic'],
  async setup(ctx) {
    const { config, log } = ctx
    if (config.command.length === 0 && !ctx.reader.has('http.classic')) throw initError('command should not be empty')
    if (config.on_init !== undefined && config.on_init.command.length === 0)
      throw initError('on_init command should not be empty')
    const address = relayAddress(config.relay)
    const ids = await userIds(config, log)
    const hub = address === undefined ? undefined : new SocketHub()
    const stopping = new AbortController()
    const ledger = new ProcessLedger()
    ctx.provide(serverToken, serverOf(ctx, { ids, hub, ledger }))
    return {
      start: async () => {
        if (hub !== undefined && address !== undefined) await listen(hub, config.relay, address, ids)
        if (config.on_init !== undefined) await runOnInit(config.on_init, workingDirectory(), log, stopping.signal)
      },
      stop: async () => {
        stopping.abort()
        hub?.close()
        // Pools have stopped theirs by now, unless the stop came while they started.
        await ledger.close()
      },
    }
  },
})

function serverOf(
  ctx: PluginContext<ServerConfig>,
  parts: Pick<LauncherOptions, 'ids' | 'hub'> & { readonly ledger: ProcessLedger },
): Server {
  const { ids } = parts
  const planPool: Server['planPool'] = (pool, env, options) => planOf(ctx, ids, pool, env, options)
  return {
    uid: ids?.uid ?? 0,
    gid: ids?.gid ?? 0,
    startsInThreads: parts.hub === undefined,
    planPool,
    keepProcess: (kept) => parts.ledger.enter(kept),
    newPool: async (pool, env, options) => {
      const log = ctx.logger('server')
      return await openPlanned(planPool(pool, env, options), {
        ...parts,
        log,
        warmup: options?.warmup,
        connect: options?.connect,
        explain: ({ message, code }) => log.error(message, { code }),
        onFatal: (error) => ctx.fail(error),
      })
    },
  }
}

function planOf(
  ctx: PluginContext<ServerConfig>,
  ids: UserIds | undefined,
  pool: PoolConfig,
  env: Readonly<Record<string, string>>,
  options: NewPoolOptions = {},
): PoolPlan {
  const section = options.section ?? `${options.plugin ?? env['RR_MODE'] ?? ''}.pool`
  const own = pool.command.length > 0
  if (!own && ctx.config.command.length === 0) throw initError('command should not be empty')
  return {
    config: pool,
    command: own ? pool.command : ctx.config.command,
    env: variables(ctx, env),
    ids,
    measured: ctx.reader.has('metrics'),
    facts: {
      commandPath: own ? (options.commandPath ?? `${section}.command`) : 'server.command',
      user: ctx.config.user,
      timeoutPath: `${section}.allocate_timeout`,
    },
  }
}

function variables(ctx: PluginContext<ServerConfig>, pool: Readonly<Record<string, string>>): Record<string, string> {
  const rpc = ctx.reader.get('rpc.listen')
  return workerEnv({
    process: process.env,
    relay: ctx.config.relay,
    rpc: typeof rpc === 'string' ? rpc : undefined,
    server: ctx.config.env,
    version: ctx.version,
    pool,
  })
}

async function userIds({ user, group }: ServerConfig, log: Logger): Promise<UserIds | undefined> {
  const ids = user === '' ? undefined : await findUser(user)
  if (user !== '' && ids === undefined) throw initError(`user: unknown user ${user} (server.user)`)
  if (group !== '' && (ids === undefined || (await findGroup(group)) !== ids.gid)) {
    log.warn("server.group is not used: workers get the user's own group", { group })
  }
  const own = process.getuid?.()
  if (ids !== undefined && own !== 0 && own !== ids.uid) {
    throw initError(`running workers as another user needs root: the server runs as uid ${own} (server.user = ${user})`)
  }
  return ids
}

async function listen(hub: SocketHub, relay: string, address: ListenOptions, ids: UserIds | undefined): Promise<void> {
  const { path } = address
  try {
    if (path !== undefined && (await stat(path).catch(() => undefined))?.isSocket()) await rm(path)
    await hub.listen(address)
    if (path !== undefined && ids !== undefined) await chown(path, ids.uid, ids.gid)
  } catch (cause) {
    throw new RRError('RR_SERVER_LISTEN_FAILED', [relay, systemErrorText(cause)], { cause })
  }
}

function initError(text: string): OpError {
  return new OpError('server_plugin_init', 'Init', new Error(text))
}
