import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { until } from '../../test/support/wait.ts'
import { sampleProcess } from './process-sample.ts'

test('sampleProcess() tells what a process waits for', {
  skip: process.platform !== 'linux' && 'Linux only',
}, async () => {
  // Who may not see the call is told of the connection alone.
  const inCall = /^(?:|poll|ppoll|select|read.*|recvfrom 127\.0\.0\.1:\d+)$/
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const child = spawn('php', ['-r', `$s = fsockopen('127.0.0.1', ${port}); fread($s, 10);`], { stdio: 'ignore' })
  try {
    const place = `127.0.0.1:${port}`
    const sample = await until('the process to wait', async () => {
      const one = await sampleProcess(child.pid ?? 0)
      return one?.state === 'waits' && one.connections.includes(place) && inCall.test(one.call ?? '') && one
    })
    assert.deepEqual(sample.connections, [place])
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
    server.close()
  }
})

test('sampleProcess() of a process that is gone is undefined', async () => {
  const child = spawn('true', { stdio: 'ignore' })
  await once(child, 'exit')
  assert.equal(await sampleProcess(child.pid ?? 0), undefined)
  assert.equal(await sampleProcess(0), undefined)
})
