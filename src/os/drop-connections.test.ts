import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { dropNewConnections } from './drop-connections.ts'

test('dropNewConnections() lets a listener take no further connection, and leaves those it has', async () => {
  const server = createServer((socket) => socket.pipe(socket))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const early = connect(port, '127.0.0.1')
  await once(early, 'connect')
  const { fd } = (server as unknown as { _handle: { fd: number } })._handle
  assert.equal(dropNewConnections(fd), process.platform === 'linux')
  const late = connect(port, '127.0.0.1')
  const outcome = Promise.race([
    once(late, 'connect').then(() => 'connected'),
    once(late, 'error').then(() => 'refused'),
    sleep(300).then(() => 'neither'),
  ])
  early.write('still here')
  assert.equal(String((await once(early, 'data'))[0]), 'still here')
  assert.equal(await outcome, 'neither')
  early.destroy()
  late.on('error', () => {}).destroy()
  server.close()
})

test('dropNewConnections() says so where it cannot', () => {
  assert.equal(dropNewConnections(-1), false)
})
