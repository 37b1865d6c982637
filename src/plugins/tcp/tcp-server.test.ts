import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { until } from '../../../test/support/wait.ts'
import type { EncodedRequest } from '../../goridge/request.ts'
import { silentLogger } from '../../lib/log.ts'
import type { ExecHandler, Execution, Pool } from '../../pool/contract.ts'
import type { TcpServerSettings } from './connection.ts'
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
  const server = new TcpServer(settingsOf(pool), connections)
  await server.listen('127.0.0.1:0')
  context.after(() => server.close())
  const client = connect(server.port as number, '127.0.0.1')
  await once(client.resume(), 'close')
  await until('the connection to be forgotten', () => connections.size === 0)
  assert.equal(events, 1)
})

test('a client that takes no byte of a last answer is cut off after writeMs', async (context) => {
  const events: string[] = []
  const exec = ({ bytes }: EncodedRequest, handler: ExecHandler): Execution => {
    const [, event = ''] = /"event":"([A-Z]+)"/.exec(bytes.toString('latin1')) ?? []
    events.push(event)
    const large = event === 'CONNECTED' ? Buffer.alloc(16 * 1024 * 1024) : Buffer.alloc(0)
    setImmediate(() => void handler.onPart(Buffer.from('WRITECLOSE'), large, 0, false))
    return execution
  }
  const connections: Connections = new Map()
  const server = new TcpServer({ ...settingsOf({ exec } as unknown as Pool), writeMs: 100 }, connections)
  await server.listen('127.0.0.1:0')
  context.after(() => server.close())
  const client = connect(server.port as number, '127.0.0.1').on('error', () => {})
  context.after(() => client.destroy())
  await once(client.pause(), 'connect')
  await until('its connection to be closed', () => connections.size === 0 && events.length === 2)
  assert.deepEqual(events, ['CONNECTED', 'CLOSE'])
})

function settingsOf(pool: Pool): TcpServerSettings {
  return { name: 's', delimiter: Buffer.from('\r\n'), readBufferBytes: 1024, writeMs: 0, pool, log: silentLogger }
}
