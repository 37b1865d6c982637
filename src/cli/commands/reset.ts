import { errorText } from '../../lib/op-error.ts'
import { notify } from '../../os/notify.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { logLine } from '../go-log.ts'
import { withRpc } from '../rpc.ts'
import { printError } from '../terminal.ts'

/**
 * `rr reset [plugin…]`: replaces the workers of all or the named plugins, all at once. Failures are printed, each on stderr
 * (Octane takes any output there under `-s` for one), and the exit code is 0 all the same, unless `--check` asks.
 * Follows: spec 02 §2.5, spec 09 #46.
 */
export const run: Run<typeof localFlags.reset> = ({ args, flags }) =>
  withRpc(flags, async (rpc) => {
    const plugins = args.length > 0 ? args : await rpc.call<string[]>('resetter.List', true)
    await tell('RELOADING=1')
    const codes = await Promise.all(
      plugins.map(async (plugin) => {
        if (!flags.silent) logLine(`resetting plugin: [${plugin}] `)
        try {
          await rpc.call('resetter.Reset', plugin)
          if (!flags.silent) logLine(`plugin reset: [${plugin}]`)
          return 0
        } catch (error) {
          printError(`failed to reset plugin: [${plugin}]: ${errorText(error)}`)
          return failureCode(errorText(error))
        }
      }),
    )
    await tell('READY=1')
    return flags.check ? Math.max(0, ...codes) : 0
  })

async function tell(state: 'RELOADING=1' | 'READY=1'): Promise<void> {
  await notify(state).catch((error: unknown) => printError(`[WARN] sdnotify: ${errorText(error)}`))
}

/**
 * What `--check` tells a deploy script: 3 when the new workers did not come up in time, 2 when they did not come up otherwise (the old
 * ones go on serving in both cases), else 1. The server's text is all that crosses the wire; the codes in it keep their meaning.
 */
function failureCode(text: string): number {
  if (text.includes('RR_POOL_RESET_TIMED_OUT')) return 3
  return text.includes('RR_POOL_RESET_FAILED') ? 2 : 1
}
