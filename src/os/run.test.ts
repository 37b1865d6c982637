import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { describe, it } from 'node:test'
import { type RunRequest, type RunResult, runCommand } from './run.ts'

async function run(
  command: readonly string[],
  changes: Partial<RunRequest> = {},
): Promise<{ result: RunResult; output: string }> {
  let output = ''
  const onOutput = (text: string): void => {
    output += text
  }
  const request = { command, cwd: tmpdir(), env: process.env, timeoutMs: 20_000, ids: undefined, onOutput, ...changes }
  return { result: await runCommand(request), output }
}

describe('runCommand()', () => {
  it('runs a command to its end and hands over what it prints, characters whole', async () => {
    const { result, output } = await run(['sh', '-c', 'printf "\\303"; sleep 0.05; printf "\\244 $ONE"; exit 4'], {
      env: { PATH: process.env['PATH'], ONE: 'one' },
    })
    assert.deepEqual(result, { kind: 'exited', code: 4 })
    assert.equal(output, 'ä one')
  })

  it('takes standard error as well', async () => {
    assert.equal((await run(['sh', '-c', 'echo oh >&2'])).output, 'oh\n')
  })

  it('kills it when the time is over, or the caller says so', async () => {
    assert.deepEqual((await run(['sleep', '60'], { timeoutMs: 20 })).result, { kind: 'timeout' })
    const signal = AbortSignal.timeout(20)
    assert.deepEqual((await run(['sleep', '60'], { signal })).result, { kind: 'stopped' })
    assert.deepEqual((await run(['sleep', '60'], { signal })).result, { kind: 'stopped' })
  })

  it('tells when something else has killed it', async () => {
    assert.deepEqual((await run(['sh', '-c', 'kill -TERM $$'])).result, { kind: 'killed', signal: 'SIGTERM' })
  })

  it('does not wait for a program that it leaves behind', async () => {
    const { result, output } = await run(['sh', '-c', 'sleep 60 & echo $!'])
    process.kill(Number(output), 'SIGKILL')
    assert.deepEqual(result, { kind: 'exited', code: 0 })
  })

  it('never rejects when it cannot start', async () => {
    for (const command of [['/no/such/program'], [''], ['sh', 'a\0b'], ['/tmp']]) {
      const { result } = await run(command)
      assert.ok(result.kind === 'failed' && result.error instanceof Error, JSON.stringify(command))
    }
  })
})
