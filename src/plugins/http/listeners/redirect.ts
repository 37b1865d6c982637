import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const hsts = 'max-age=31536000; includeSubDomains; preload'

/** What a Host header may hold; anything else could put text of an attacker into the page. */
const plainHost = /^(?:\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9\-._~]*)(?::\d*)?$/

/** Answers everything with a redirect to HTTPS: no middleware, no log. Follows: spec 03 §2.6, #119 */
export function redirectToHttps(server: Server, sslPort: number): void {
  server.on('request', (req, res) => redirect(req, res, sslPort))
}

/** The host of a Host header, with the port of HTTPS unless that is the usual one. Follows: spec 03 #120 */
export function sslAuthority(host: string, sslPort: number): string {
  const bare = host.replace(/:\d*$/, '').replace('%25', '%')
  return bare === '' || sslPort === 443 ? bare : `${bare}:${sslPort}`
}

function redirect(req: IncomingMessage, res: ServerResponse, sslPort: number): void {
  const { host = '' } = req.headers
  const location = plainHost.test(host) ? locationOf(req.url ?? '/', host, sslPort) : undefined
  if (location === undefined) {
    res.writeHead(400, { Connection: 'close', 'Content-Type': 'text/plain; charset=utf-8' }).end('400 Bad Request')
    return
  }
  const { method } = req
  const page = method === 'GET' ? `<a href="${escapeAttribute(location)}">Permanent Redirect</a>.\n\n` : ''
  const typed = method === 'GET' || method === 'HEAD' ? { 'Content-Type': 'text/html; charset=utf-8' } : {}
  res.writeHead(308, { Location: location, 'Strict-Transport-Security': hsts, ...typed }).end(page)
  req.resume()
}

/** Undefined for a target that names no place here: `*`, `host:port`, or one whose Location a client could read as another host. */
function locationOf(target: string, host: string, sslPort: number): string | undefined {
  const path = /^[A-Za-z][A-Za-z0-9+\-.]*:\/\/[^/?#]*/.exec(target)
  const rest = path === null ? target : target.slice(path[0].length)
  if (path === null && !rest.startsWith('/')) return undefined
  return `https://${sslAuthority(host, sslPort)}${rest}`
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&#34;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&#39;')
}
