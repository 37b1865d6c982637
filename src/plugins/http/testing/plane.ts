import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import type { LogFields, Logger } from '../../../lib/log.ts'
import type { Pool } from '../../../pool/contract.ts'
import { DataPlane, type DataPlaneOptions } from '../data-plane.ts'
import { http2Config } from '../listeners/http2-config.ts'
import type { DataPlaneSettings } from '../settings.ts'

/** Settings as an empty section gives them. */
export const defaultSettings: DataPlaneSettings = {
  http2: http2Config.parse({}),
  address: '127.0.0.1:0',
  codec: 'json',
  internalErrorCode: 500,
  accessLogs: false,
  rawBody: false,
  maxRequestBytes: 1000 * 1024 * 1024,
  debug: false,
  uploads: { dir: tmpdir(), forbid: [], allow: [], uid: 0, gid: 0 },
  timeouts: { header: 300_000, read: 300_000, write: 300_000, idle: 3_600_000 },
}

/** A record that was logged. */
export interface LoggedRecord {
  readonly level: string
  readonly message: string
  readonly fields: LogFields
}

/** A logger that keeps what it is given. */
export function recordingLogger(records: LoggedRecord[]): Logger {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void records.push({ level, message, fields })
  return {
    name: 'http',
    enabled: () => true,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  }
}

/** A data plane that listens, with what a test needs of it. */
export interface TestPlane extends AsyncDisposable {
  readonly plane: DataPlane
  readonly url: string
  readonly port: number
  readonly records: LoggedRecord[]
}

/** Starts a data plane over a pool on a free port. */
export async function startPlane(
  pool: Pool,
  settings: Partial<DataPlaneSettings> = {},
  options: Partial<DataPlaneOptions> = {},
): Promise<TestPlane> {
  const records: LoggedRecord[] = []
  const plane = new DataPlane({
    settings: { ...defaultSettings, ...settings },
    log: recordingLogger(records),
    pool,
    ...options,
  })
  await plane.start()
  const { port } = plane.addresses()[0] as AddressInfo
  return { plane, port, url: `http://127.0.0.1:${port}`, records, [Symbol.asyncDispose]: () => plane.stop(0) }
}

/** Sends raw bytes and gives all that comes back until the server closes, or for `ms`. */
export async function rawExchange(port: number, bytes: string | Buffer, ms = 20_000): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect(port, '127.0.0.1')
  let text = ''
  const timer = setTimeout(() => socket.destroy(), ms)
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
  })
  socket.on('error', reject)
  socket.on('close', () => {
    clearTimeout(timer)
    resolve(text)
  })
  socket.write(bytes)
  return promise
}
