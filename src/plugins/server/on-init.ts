import { formatGoDuration } from '../../lib/go-duration.ts'
import type { Logger } from '../../lib/log.ts'
import { programFault } from '../../os/programs.ts'
import { type RunResult, runCommand } from '../../os/run.ts'
import { findUser } from '../../os/users.ts'
import type { OnInitConfig } from './config.ts'
import { expandedEnv } from './worker-env.ts'

/**
 * Runs `server.on_init` to its end, or to `exec_timeout`. Raises only with `exit_on_error`; otherwise failures are logged and the server goes on.
 * `signal` ends it early. Follows: spec 01 §6.3.
 */
export async function runOnInit(config: OnInitConfig, cwd: string, log: Logger, signal: AbortSignal): Promise<void> {
  const user = config.user === '' ? undefined : await findUser(config.user)
  if (config.user !== '' && user === undefined) {
    throw new Error(`on_init: unknown user ${config.user} (server.on_init.user)`)
  }
  const env = { ...process.env, ...expandedEnv(config.env, process.env) }
  const fault = await programFault(config.command[0] ?? '', env['PATH'], cwd)
  if (fault !== undefined) return failed(new Error(`${fault} (server.on_init.command)`), config, log)
  const result = await runCommand({
    command: config.command,
    cwd,
    env,
    timeoutMs: config.exec_timeout,
    ids: user,
    signal,
    onOutput: (text) => log.info(text),
  })
  judge(result, config, log)
}

function judge(result: RunResult, config: OnInitConfig, log: Logger): void {
  if (result.kind === 'stopped' || (result.kind === 'exited' && result.code === 0)) return
  if (result.kind === 'timeout') {
    if (config.exit_on_error) throw new Error('startup process has been killed by timeout')
    const timeout = formatGoDuration(config.exec_timeout * 1e6)
    log.warn('on_init took longer than its exec_timeout and was killed', { exec_timeout: timeout })
  } else if (result.kind === 'failed') failed(result.error, config, log)
  else {
    const failure = new Error(result.kind === 'exited' ? `exit status ${result.code}` : `signal: ${result.signal}`)
    log.error('process wait', { error: failure })
    failed(failure, config, log)
  }
}

function failed(failure: Error, config: OnInitConfig, log: Logger): void {
  log.error('on_init was finished with errors', { error: failure })
  if (config.exit_on_error) throw failure
}
