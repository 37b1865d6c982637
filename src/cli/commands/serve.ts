import { pluginTitle } from '../../kernel/boot-order.ts'
import type { PluginFailure } from '../../kernel/reset.ts'
import type { Server } from '../../kernel/server.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import { takeInheritedSockets } from '../../os/inherited-sockets.ts'
import { onServerSignals } from '../../os/signals.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { makeServer } from '../make-server.ts'
import { restart } from '../restart.ts'
import { createServiceManager, type ServiceManager } from '../service-manager.ts'
import { stopPlan } from '../stop-plan.ts'
import { printLine } from '../terminal.ts'
import { buildTime, compatibleVersion } from '../version.ts'

/** Why the server ends. */
type Ending = 'stop' | 'restart' | PluginFailure

/** `rr serve`: runs the server until a signal or a plugin's failure ends it. Follows: spec 02 §2.3. */
export const run: Run<typeof localFlags.serve> = async ({ line, flags }) => {
  const say = flags.silent ? () => {} : printLine
  takeInheritedSockets()
  const manager = createServiceManager(say)
  const server = await makeServer(flags).catch(rethrowAsServeError)
  for (const warning of server.warnings) say(`[WARN] ${warning}`)
  const ending = untilEnd(server, manager, say)
  const idle = setInterval(() => {}, longestTimerMs)
  const starting = server.start().catch(rethrowAsServeError)
  const first = await Promise.race([starting, ending])
  if (first === undefined) {
    say(`[INFO] RoadRunner server started; version: ${compatibleVersion}, buildtime: ${buildTime}`)
    await manager.ready(server.watchdogSeconds)
  } else {
    // Ended while it started: the start breaks off, and its error says no more than that.
    starting.catch(() => {})
  }
  const end = await ending
  clearInterval(idle)
  if (end === 'restart') say('restart signal [SIGUSR2] received')
  else await manager.stopping()
  await stop(server, end)
  if (end === 'restart') restart(line, flags, say)
  return 0
}

/** Keeps the process there when no plugin has anything open (spec 09 #23). */
const longestTimerMs = 2 ** 31 - 1

function untilEnd(server: Server, manager: ServiceManager, say: (text: string) => void): Promise<Ending> {
  return new Promise((resolve) => {
    onServerSignals({
      onStop() {
        say(`stop signal received, grace timeout is: ${Math.floor(server.gracePeriodMs / 1000)} seconds`)
        const plan = stopPlan(server.inFlight(), server, new Date())
        if (plan !== undefined) say(plan)
        resolve('stop')
      },
      onForce() {
        say('exit forced')
        process.exit(1)
      },
      onRestart: () => resolve('restart'),
      onHangup: server.resetOnHangup ? () => void manager.whileReloading(server.reset()) : undefined,
    })
    void server.failed.then(resolve)
  })
}

/** Stops all plugins. A plugin that failed at run time is the reason given, whatever else fails on the way. */
async function stop(server: Server, end: Ending): Promise<void> {
  if (typeof end === 'object') {
    await server.stop().catch(() => {})
    throw new OpError(`error: ${errorText(end.error)}\nplugin: ${pluginTitle(end.plugin)}`, undefined)
  }
  try {
    await server.stop(end === 'stop' ? server.lameDuckMs : 0)
  } catch (error) {
    throw new OpError(`error: ${errorText(error)}`, undefined)
  }
}

function rethrowAsServeError(error: unknown): never {
  throw new OpError('handle_serve_command', undefined, error)
}
