import { isIP, isIPv4 } from 'node:net'

/**
 * The address of a peer without its port, as PHP gets it. Undefined when the text is none. Follows: spec 03 §3.5
 */
export function addressOf(peer: string): string | undefined {
  if (peer === '' || !peer.includes(':')) return peer
  if (isIP(peer) === 6) return canonicalV6(peer)
  const colon = peer.lastIndexOf(':')
  const host = peer.slice(0, colon)
  if (host === '') return ''
  const inner = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  const kind = isIP(inner)
  if (kind === 0) return undefined
  return kind === 6 ? canonicalV6(inner) : inner
}

/** A peer as the log prints it, from what a socket says. A unix socket has no address: `@`, as in Go. */
export function peerText(address: string | undefined, port: number | undefined): string {
  if (address === undefined || address === '') return '@'
  const plain = unmapped(address)
  return isIPv4(plain) ? `${plain}:${port}` : `[${plain}]:${port}`
}

/** The IPv4 address inside an IPv6 one that maps it. */
function unmapped(address: string): string {
  return address.startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address
}

function canonicalV6(address: string): string {
  const [bare = '', zone] = address.split('%')
  const plain = unmapped(bare.toLowerCase())
  if (isIPv4(plain)) return plain
  const text = new URL(`http://[${bare}]/`).hostname.slice(1, -1)
  return zone === undefined ? text : `${text}%${zone}`
}
