import { BlockList, isIP } from 'node:net'
import type { z } from 'zod'
import { list, section, text } from '../../../lib/scalars.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'
import type { HeaderList } from '../header-list.ts'
import { canonicalName } from '../header-names.ts'
import { addressOf } from '../request/remote-address.ts'

/** Keys that stand in `http` itself. Follows: spec 03 §9.5 */
export const proxyFields = {
  trusted_subnets: list(text())
    .default([])
    .describe('Networks of proxies whose word on the address of the client counts, as 10.0.0.0/8. For proxy_ip_parser'),
  trusted_headers: list(text())
    .default([])
    .describe(
      'Headers in which proxies name the client, the first that does decides. Empty: Forwarded, X-Forwarded-For, X-Real-Ip, True-Client-Ip, Cf-Connecting-Ip',
    ),
}

const config = section(proxyFields)
const usualHeaders = ['Forwarded', 'X-Forwarded-For', 'X-Real-Ip', 'True-Client-Ip', 'Cf-Connecting-Ip']
const forwardedFor = /(?:^|[;,\s])for=("[^"]*"|[^;,\s]*)/i

/** Takes the client's address from a header when the peer is a trusted proxy. PHP and the log see it. Follows: spec 03 §9.5 */
export const proxyIpParser: MiddlewareDefinition<z.infer<typeof config>> = defineMiddleware({
  name: 'proxy_ip_parser',
  section: 'http',
  config,
  create({ config: { trusted_subnets, trusted_headers }, log }) {
    if (trusted_subnets.length === 0)
      log.warn('proxy_ip_parser is listed, but http.trusted_subnets is empty: no proxy is trusted')
    const proxies = subnetsOf(trusted_subnets)
    const given = trusted_headers.map((name) => canonicalName(name.trim())).filter((name) => name !== '')
    const names = [...new Set(given.length > 0 ? given : usualHeaders)]
    return (next: ExchangeHandler) => (exchange: Exchange) => {
      const { request } = exchange
      if (isTrusted(request.remoteAddress, proxies)) {
        const client = clientAddress(request.headers, names)
        if (client !== '') request.remoteAddress = client
      }
      return next(exchange)
    }
  },
})

/** Raises an error for what is no network. */
function subnetsOf(texts: readonly string[]): BlockList {
  const subnets = new BlockList()
  for (const subnet of texts) {
    const match = /^(.+)\/(\d{1,3})$/.exec(subnet.trim())
    const [, address = '', bits = ''] = match ?? []
    const family = isIP(address)
    if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) throw new Error(`invalid CIDR address: ${subnet}`)
    subnets.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  }
  return subnets
}

function isTrusted(peer: string, proxies: BlockList): boolean {
  const address = addressOf(peer) ?? ''
  const family = isIP(address)
  return family !== 0 && proxies.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function clientAddress(headers: HeaderList, names: readonly string[]): string {
  for (const name of names) {
    const value = headers.get(name) ?? ''
    const found = value === '' ? '' : addressIn(name, value)
    if (found !== '') return found
  }
  return ''
}

function addressIn(name: string, value: string): string {
  if (name === 'Forwarded') return unbracketed((forwardedFor.exec(value)?.[1] ?? '').replaceAll('"', ''))
  if (name === 'X-Forwarded-For') return (value.split(',', 1)[0] ?? '').trim()
  return value
}

/** `[v6]` without a port is the address itself: RoadRunner loses it (spec 09 #22). */
function unbracketed(node: string): string {
  return node.startsWith('[') && node.endsWith(']') ? node.slice(1, -1) : node
}
