import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { describe, it } from 'node:test'
import type { LogFields, Logger } from '../../lib/log.ts'
import { serverConfig } from './config.ts'
import { runOnInit } from './on-init.ts'

interface Record {
  readonly level: string
  readonly message: string
  readonly fields: LogFields
}

async function run(
  on_init: { readonly [key: string]: unknown },
  signal = new AbortController().signal,
): Promise<readonly Record[]> {
  const records: Record[] = []
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}): void =>
      void records.push({ level, message, fields })
  const log: Logger = {
    name: 'server',
    enabled: () => true,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  }
  const config = serverConfig.parse({ on_init }).on_init
  assert.ok(config !== undefined)
  await runOnInit(config, tmpdir(), log, signal)
  return records
}

function lines(records: readonly Record[]): readonly string[] {
  return records.map(({ level, message, fields: { error } }) =>
    error instanceof Error ? `${level} ${message}: ${error.message}` : `${level} ${message}`,
  )
}

describe('runOnInit()', { concurrency: true }, () => {
  // spec 01 #100
  it('logs what the command prints, at info', async () => {
    const command = ['sh', '-c', 'echo $GREETING $PWD']
    const records = await run({ command, env: { greeting: 'hello' } })
    assert.deepEqual(lines(records), [`info hello ${tmpdir()}\n`])
  })

  // spec 01 §6.3
  it('logs a failure and goes on, or raises it with exit_on_error', async () => {
    const command = ['sh', '-c', 'exit 7']
    const text = ['error process wait: exit status 7', 'error on_init was finished with errors: exit status 7']
    assert.deepEqual(lines(await run({ command })), text)
    await assert.rejects(run({ command, exit_on_error: true }), { message: 'exit status 7' })
    const killed = ['sh', '-c', 'kill -9 $$']
    await assert.rejects(run({ command: killed, exit_on_error: true }), { message: 'signal: SIGKILL' })
  })

  // spec 01 #99, #100
  it('names a program that is not there', async () => {
    const message = 'exec: "no-such-program": executable file not found in $PATH (server.on_init.command)'
    assert.deepEqual(lines(await run({ command: 'no-such-program' })), [
      `error on_init was finished with errors: ${message}`,
    ])
    await assert.rejects(run({ command: 'no-such-program', exit_on_error: true }), { message })
  })

  // spec 01 #100
  it('kills what takes longer than exec_timeout', async () => {
    const slow = { command: 'sleep 60', exec_timeout: '30ms' }
    const [record] = await run(slow)
    assert.deepEqual([record?.level, record?.fields], ['warn', { exec_timeout: '30ms' }])
    const message = 'startup process has been killed by timeout'
    await assert.rejects(run({ ...slow, exit_on_error: true }), { message })
  })

  // spec 01 #99, D15
  it('refuses an unknown user, whatever exit_on_error says', async () => {
    const message = 'on_init: unknown user no-such-user (server.on_init.user)'
    await assert.rejects(run({ command: 'true', user: 'no-such-user' }), { message })
  })

  it('ends quietly with the server', async () => {
    assert.deepEqual(await run({ command: 'sleep 60', exit_on_error: true }, AbortSignal.timeout(30)), [])
  })
})
