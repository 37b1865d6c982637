import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { makePipes, type Pipe } from './pipes.ts'
import { posixSpawn } from './posix-spawn.ts'
import type { Child } from './reaper.ts'

const request = { env: {}, cwd: '/', stdio: [-1, -1, -1] } as const

function shell(script: string): Child {
  const child = posixSpawn({ ...request, path: '/bin/sh', command: ['sh', '-c', script] })
  assert.ok(child)
  return child
}

test('posixSpawn() gives a program exactly its name, arguments, environment, folder and descriptors', async () => {
  const [output] = (await makePipes(1)) as [Pipe]
  const command = ['shell', '-c', 'echo "$0 $1 $2 $ONE-$HOME"; pwd; ls /proc/$$/fd', 'näme', '', 'x y']
  const child = posixSpawn({ path: '/bin/sh', command, env: { ONE: 'ü' }, cwd: '/usr', stdio: [-1, output.write, -1] })
  closeSync(output.write)
  const [said] = await Promise.all([text(new Socket({ fd: output.read, writable: false })), child?.exited])
  assert.deepEqual(said.split('\n').slice(0, 5), ['näme  x y ü-', '/usr', '0', '1', '2'])
})

test('posixSpawn() tells codes and signals, also of a child that ended before anybody could listen', async () => {
  const children = [shell('exit 0'), shell('exit 7'), shell('kill -TERM $$'), shell('kill -KILL $$')]
  assert.deepEqual(await Promise.all(children.map(({ exited }) => exited)), [
    { code: 0, signal: null },
    { code: 7, signal: null },
    { code: null, signal: 'SIGTERM' },
    { code: null, signal: 'SIGKILL' },
  ])
})

test('posixSpawn() lets no signal of ours be ignored in the child', async () => {
  // Node ignores SIGPIPE; a PHP worker must not.
  assert.deepEqual(await shell('kill -PIPE $$').exited, { code: null, signal: 'SIGPIPE' })
})

test("posixSpawn() leaves Node's own children to Node", async () => {
  const theirs = spawn('sh', ['-c', 'exit 5'])
  const ours = shell('exit 6')
  assert.deepEqual([await once(theirs, 'exit'), await ours.exited], [[5, null], { code: 6, signal: null }])
})

test("kill() ends a child, and sends nothing once it was reaped: its number may be somebody else's by then", async (t) => {
  const child = shell('sleep 60')
  child.kill()
  assert.deepEqual(await child.exited, { code: null, signal: 'SIGKILL' })
  const sent = t.mock.method(process, 'kill')
  child.kill()
  assert.equal(sent.mock.callCount(), 0)
})

test('posixSpawn() answers undefined when the program cannot be started', () => {
  assert.equal(posixSpawn({ ...request, path: '/no/such/program', command: ['x'] }), undefined)
  assert.equal(posixSpawn({ ...request, path: '/tmp', command: ['x'] }), undefined)
  assert.equal(posixSpawn({ ...request, path: '/bin/true', command: ['true'], cwd: '/no/such/folder' }), undefined)
  assert.equal(posixSpawn({ ...request, path: '/bin/true', command: ['true', 'a\0b'] }), undefined)
})
