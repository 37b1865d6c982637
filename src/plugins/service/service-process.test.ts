import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogger } from '../../lib/log.ts'
import type { GroupGuard } from '../../os/group-guard.ts'
import { ServiceProcess } from './service-process.ts'

test('stop() waits for a process that was just being started again', async () => {
  // spec 06 #67
  const restartMs = 1
  const entered: number[] = []
  const left: number[] = []
  const guard = { enter: (pid: number) => entered.push(pid), leave: (pid: number) => left.push(pid) }
  const exited = Promise.withResolvers<void>()
  const log = { ...silentLogger, error: () => exited.resolve() }
  const one = new ServiceProcess(
    {
      name: 'x',
      command: 'sleep 60',
      processes: 1,
      execTimeoutMs: 0,
      restart: true,
      restartMs,
      stopMs: 5000,
      env: {},
      user: '',
    },
    { log, guard: guard as unknown as GroupGuard },
  )
  await one.start()
  process.kill(one.pid, 'SIGKILL')
  await exited.promise
  // Behind the timer of the restart, in the same turn of the loop: the new process is on its way.
  await new Promise<void>((resolve) => setTimeout(resolve, restartMs))
  await one.stop()
  assert.deepEqual([entered.length, one.alive], [2, false])
  assert.deepEqual(left, entered)
})
