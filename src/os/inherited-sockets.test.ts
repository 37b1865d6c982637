import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inheritedFd, isInherited, socketsByName, takeInheritedSockets } from './inherited-sockets.ts'

const passed = { LISTEN_PID: '7', LISTEN_FDS: '3', LISTEN_FDNAMES: 'web:rpc:web' }

test('socketsByName() finds sockets by number and by name, the first of a name', () => {
  const sockets = socketsByName(passed, 7)
  for (const [name, fd] of [
    ['web', 3],
    ['rpc', 4],
    ['3', 3],
    ['5', 5],
  ] as const) {
    assert.equal(sockets.get(name), fd, name)
  }
  assert.equal(socketsByName({ LISTEN_PID: '7', LISTEN_FDS: '1' }, 7).get('3'), 3)
})

test('socketsByName() takes nothing that was meant for another process', () => {
  assert.equal(socketsByName(passed, 8).size, 0)
  assert.equal(socketsByName({}, 7).size, 0)
  for (const count of ['0', '-1', 'x']) assert.equal(socketsByName({ ...passed, LISTEN_FDS: count }, 7).size, 0)
})

test('takeInheritedSockets() leaves nothing in the environment of workers', () => {
  const env: NodeJS.ProcessEnv = { ...passed, OTHER: '1' }
  takeInheritedSockets(env, 8)
  assert.deepEqual(env, { OTHER: '1' })
})

test('inheritedFd() refuses what is no socket', () => {
  assert.equal(isInherited('fd://3'), true)
  assert.equal(isInherited('tcp://fd:3'), false)
  for (const address of ['fd://0', 'fd://none', 'fd://', 'fd://999999']) {
    assert.throws(() => inheritedFd(address), { code: 'RR_SOCKET_NOT_INHERITED' }, address)
  }
})
