import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { until } from '../../../test/support/wait.ts'
import { silentLogger } from '../../lib/log.ts'
import type { ExecHandler, Execution, Pool } from '../../pool/contract.ts'
import { type Connections, TcpServer } from './tcp-server.ts'

const execution: Execution = { resume: () => {}, cancel: () => {}, withdraw: () => false }

test('a connection whose first event fails inside exec is closed and forgotten', async (context) => {
  let events = 0
  const exec = (_request: unknown, handler: ExecHandler): Execution => {
    events++
    handler.onError(new Error('the pool has stopped'))
    return execution
  }
  const connections: Connections = new Map()
  const pool = { exec } as unknown as Pool
  const settings = { name: 's', delimiter: Buffer.from('\r\n'), readBufferBytes: 1024, pool, log: silentLogger }
  const server = new TcpServer(settings, connections)
  await server.listen('127.0.0.1:0')
  context.after(() => server.close())
  const client = connect(server.port as number, '127.0.0.1')
  await once(client.resume(), 'close')
  await until('the connection to be forgotten', () => connections.size === 0)
  assert.equal(events, 1)
})
