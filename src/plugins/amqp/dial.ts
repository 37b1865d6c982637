/* The way to a broker. Loads the client library: import it from what is loaded when used. */
import { type ChannelModel, connect } from 'amqplib'
import type { AmqpConfig } from './config.ts'
import { tlsOptions } from './tls-options.ts'

/** An open connection to a broker. */
export type AmqpModel = ChannelModel

/** Seconds between signs of life, unless the address says otherwise (`?heartbeat=60`). */
const heartbeatSeconds = 10

/** Connects to one address: with several, the next at each attempt. Rejects with the reason of the client library or of TLS. */
export async function dial(config: AmqpConfig, attempt: number, timeoutMs: number): Promise<AmqpModel> {
  const addresses = config.addrs.length > 0 ? config.addrs : [config.addr]
  const address = withHeartbeat(addresses[attempt % addresses.length] as string)
  const secure = config.tls === undefined ? {} : tlsOptions(config.tls)
  const model = await connect(address, { ...secure, noDelay: true, timeout: timeoutMs })
  // Without a listener an error would end the process; whoever uses the connection hears `close`.
  model.on('error', () => undefined)
  return model
}

function withHeartbeat(address: string): string {
  if (!URL.canParse(address)) throw new Error('AMQP scheme must be either amqp:// or amqps://, and the address a URL')
  const url = new URL(address)
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', String(heartbeatSeconds))
  return url.href
}
