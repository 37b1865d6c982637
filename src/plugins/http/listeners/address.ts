import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { RRError } from '../../../lib/errors.ts'
import { inheritedFd } from '../../../os/inherited-sockets.ts'

/** One socket to listen on. */
export type ListenTarget =
  | { readonly path: string }
  | { readonly fd: number }
  | { readonly host: string; readonly port: number; readonly ipv6Only?: boolean }

/**
 * The sockets that an address stands for: a name stands for every address it resolves to. Raises the texts of spec 03 §2.1.
 */
export async function listenTargets(address: string): Promise<ListenTarget[]> {
  const parts = address.split('://')
  if (parts.length > 2) throw new Error(`wrong number of parsed protocol parts, address: ${address}`)
  const [protocol = '', rest] = parts
  if (rest === undefined) return tcpTargets(address)
  if (protocol === 'unix') return [{ path: rest }]
  if (protocol === 'fd') return [{ fd: inheritedFd(address) }]
  if (protocol === 'tcp') return tcpTargets(rest)
  throw new Error(`invalid Protocol ([tcp://]:6001, unix://file.sock), address: ${address}`)
}

async function tcpTargets(address: string): Promise<ListenTarget[]> {
  const colon = address.lastIndexOf(':')
  const port = Number(address.slice(colon + 1))
  const host = address.slice(0, colon)
  const name = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  const ambiguous = name === host && host.includes(':')
  if (colon === -1 || ambiguous || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RRError('RR_HTTP_ADDRESS_INVALID', [address])
  }
  if (name === '') return [{ host: '0.0.0.0', port }]
  if (isIP(name) !== 0) return [{ host: name, port }]
  const found = await lookup(name, { all: true }).catch((cause: unknown) => {
    throw new RRError('RR_HTTP_ADDRESS_UNKNOWN', [name], { cause })
  })
  return found.map((entry) => ({ host: entry.address, port }))
}
