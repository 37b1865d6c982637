import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, it } from 'node:test'
import { isAlive } from '../../../test/support/processes.ts'
import { until } from '../../../test/support/wait.ts'
import { type SpawnedProcess, spawnProcess } from '../../os/spawn.ts'
import { ProcessLedger } from './process-ledger.ts'

async function start(...command: readonly string[]): Promise<SpawnedProcess> {
  const started = await spawnProcess({ command, env: { PATH: '/usr/bin:/bin' }, cwd: tmpdir(), stdio: 'null' })
  closeSync(started.errors)
  return started
}

const killed = { code: null, signal: 'SIGKILL' }

describe('ProcessLedger', () => {
  it('close() kills what has not ended, and resolves when it is gone', async () => {
    const ledger = new ProcessLedger()
    const [done, running] = await Promise.all([start('true'), start('sleep', '60')])
    ledger.enter(done)
    ledger.enter(running)
    await done.exited
    await ledger.close()
    assert.deepEqual(await running.exited, killed)
  })

  it('kills at once what comes after close()', async () => {
    const ledger = new ProcessLedger()
    await ledger.close()
    const late = await start('sleep', '60')
    ledger.enter(late)
    assert.deepEqual(await late.exited, killed)
  })

  it('keeps no listener of the end of the server once it is closed', async () => {
    const before = process.listenerCount('exit')
    const ledger = new ProcessLedger()
    assert.equal(process.listenerCount('exit'), before + 1)
    await ledger.close()
    assert.equal(process.listenerCount('exit'), before)
  })

  it('kills what is left when the server exits on the spot', async () => {
    const script = `
      import { spawnProcess } from ${JSON.stringify(new URL('../../os/spawn.ts', import.meta.url).href)}
      import { ProcessLedger } from ${JSON.stringify(new URL('./process-ledger.ts', import.meta.url).href)}
      const env = { PATH: '/usr/bin:/bin' }
      const started = await spawnProcess({ command: ['sleep', '60'], env, cwd: '/', stdio: 'null' })
      new ProcessLedger().enter(started)
      console.log(started.pid)
      process.exit(1)`
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
    assert.equal(status, 1)
    const pid = Number(stdout)
    assert.ok(pid > 0)
    await until('the process to end', () => !isAlive(pid))
  })
})
