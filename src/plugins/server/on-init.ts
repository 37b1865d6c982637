import type { Logger } from '../../lib/log.ts'
import { runCommand } from '../../os/run.ts'
import { findUser } from '../../os/users.ts'
import type { OnInitConfig } from './config.ts'
import { expandedEnv } from './worker-env.ts'

/**
 * Runs `server.on_init` to its end, or to `exec_timeout`. Raises only with `exit_on_error`; otherwise failures are logged and the server goes on.
 * Follows: spec 01 §6.3.
 */
export async function runOnInit(config: OnInitConfig, cwd: string, log: Logger): Promise<void> {
  const user = config.user === '' ? undefined : await findUser(config.user)
  if (config.user !== '' && user === undefined) throw new Error(`on_init: unknown user ${config.user}`)
  const result = await runCommand({
    command: config.command,
    cwd,
    env: { ...process.env, ...expandedEnv(config.env, process.env) },
    timeoutMs: config.exec_timeout,
    ids: user,
    onOutput: (text) => log.info(text),
  })
  if (result.kind === 'exited' && result.code === 0) return
  if (result.kind === 'timeout') {
    if (config.exit_on_error) throw new Error('startup process has been killed by timeout')
    log.warn('on_init took longer than its exec_timeout and was killed', { exec_timeout: `${config.exec_timeout}ms` })
    return
  }
  const failure = result.kind === 'failed' ? result.error : new Error(`exit status ${result.code}`)
  if (result.kind === 'exited') log.error('process wait', { error: failure })
  log.error('on_init was finished with errors', { error: failure })
  if (config.exit_on_error) throw failure
}
