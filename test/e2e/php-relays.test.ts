// The double over sockets: PHP connects to the server's listener (spec 01 §3.2).
import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { ByteReader } from '../support/byte-reader.ts'
import { controlFrame, fixture, PhpWorker } from '../support/php-worker.ts'
import { within } from '../support/wait.ts'

async function connectedWorker(
  context: TestContext,
  where: { port: number } | { path: string },
): Promise<[Socket, PhpWorker]> {
  const connections = Promise.withResolvers<Socket>()
  const server = createServer(connections.resolve)
  await new Promise<void>((resolve) =>
    server.listen('port' in where ? { ...where, host: '127.0.0.1' } : where, resolve),
  )
  const address = server.address()
  const relay = typeof address === 'string' ? `unix://${address}` : `tcp://127.0.0.1:${address?.port}`
  const worker = await PhpWorker.start(fixture('hello'), { RR_RELAY: relay })
  context.after(() => {
    worker.kill()
    server.close()
  })
  return [await within(30_000, 'PHP to connect', connections.promise), worker]
}

describe('a worker on a socket', () => {
  for (const where of [{ port: 0 }, { path: join(tmpdir(), `relay-${process.pid}.sock`) }]) {
    // spec 01 #43, #32
    it(`answers the handshake and ends when asked (${'port' in where ? 'tcp' : 'unix'})`, async (context) => {
      const [socket, worker] = await connectedWorker(context, where)
      const reader = new ByteReader(socket, 30_000)
      // On sockets a header may come in parts (spec 01 §3.2).
      const question = controlFrame({ pid: 1 })
      socket.setNoDelay(true).write(question.subarray(0, 5))
      socket.write(question.subarray(5))
      await reader.exactly(12)
      assert.deepEqual(JSON.parse((await reader.exactly(`{"pid":${worker.pid}}`.length)).toString()), {
        pid: worker.pid,
      })
      socket.write(controlFrame({ stop: true }))
      assert.equal((await within(30_000, 'PHP to end', worker.exited)).code, 0)
    })
  }
})
