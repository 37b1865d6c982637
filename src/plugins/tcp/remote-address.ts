import type { Socket } from 'node:net'

/** Where a client is, as Go prints it: `ip:port`, `[v6]:port`, `@` for a unix socket without a name. */
export function remoteAddress({ remoteAddress: address, remotePort: port }: Socket): string {
  if (address === undefined) return '@'
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`
}
