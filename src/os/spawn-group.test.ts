import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAlive } from '../../test/support/processes.ts'
import { until } from '../../test/support/wait.ts'
import { spawnGroup } from './spawn-group.ts'

const request = (script: string, onOutput: (text: string) => void = () => {}) => ({
  command: ['/bin/sh', '-c', script],
  env: process.env,
  cwd: '/',
  onOutput,
})

test("kill() sends nothing once the group is empty: its number may be somebody else's by then", async (t) => {
  const group = await spawnGroup(request('exit 3'))
  assert.deepEqual(await group.exited, { code: 3, signal: null })
  const sent = t.mock.method(process, 'kill')
  group.kill()
  assert.equal(sent.mock.callCount(), 0)
})

test('kill() ends what a leader that has exited has left behind', async () => {
  const printed = Promise.withResolvers<number>()
  const group = await spawnGroup(request('sleep 60 & echo $!', (text) => printed.resolve(Number(text))))
  const [helper] = await Promise.all([printed.promise, group.exited])
  assert.equal(isAlive(helper), true)
  group.kill()
  await until('the helper to end', () => !isAlive(helper))
})
