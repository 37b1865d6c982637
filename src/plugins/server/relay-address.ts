import type { ListenOptions } from 'node:net'
import { OpError } from '../../lib/op-error.ts'

/** Where workers connect to, from `server.relay`; undefined for pipes. Raises the texts of spec 01 §3.3. */
export function relayAddress(relay: string): ListenOptions | undefined {
  if (relay === 'pipes') return undefined
  const [protocol, address, ...rest] = relay.split('://')
  if (address === undefined || rest.length > 0) throw invalid(new Error('invalid DSN (tcp://:6001, unix://file.sock)'))
  if (protocol === 'unix') return { path: address }
  const colon = address.lastIndexOf(':')
  const digits = address.slice(colon + 1)
  if (protocol !== 'tcp' || colon === -1 || !/^\d{1,5}$/.test(digits)) {
    throw invalid(new Error(`invalid Protocol ([tcp://]:6001, unix://file.sock), address: ${relay}`))
  }
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { host: host === '' ? '0.0.0.0' : host, port: Number(digits) }
}

function invalid(cause: Error): OpError {
  return new OpError('server_plugin_init', 'Network', new OpError('server_plugin_init_factory', undefined, cause))
}
