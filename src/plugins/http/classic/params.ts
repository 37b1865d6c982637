import { Flag } from '../../../goridge/frame.ts'
import { latin1FromUtf8 } from '../latin1.ts'
import { writePairs } from '../listeners/fcgi-records.ts'
import type { ContextCodec, RequestFacts } from '../request/context.ts'
import { groupHeaders } from '../request/head.ts'
import type { Script } from './script.ts'

/**
 * Tells PHP about a request as CGI does: names and values as FastCGI carries them. The length of the body is added where the body is sent.
 * Follows: RFC 3875 §4.1; what nginx's fastcgi_params sets.
 */
export const cgiContext: ContextCodec = { flag: Flag.raw, encode, emptyTree: Buffer.alloc(0) }

function encode(facts: RequestFacts): Buffer {
  const { script } = facts
  if (script === undefined) throw new Error('A request without a script')
  return writePairs([...fixedPairs(facts, script), ...headerPairs(facts)])
}

function fixedPairs(facts: RequestFacts, script: Script): string[] {
  const { filename, name, pathInfo, root, target, secure, peer } = script
  const { host, port } = hostParts(facts.head.host, secure)
  return Object.entries({
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_SOFTWARE: 'courser',
    // php-cgi refuses to run a script without it.
    REDIRECT_STATUS: '200',
    SERVER_PROTOCOL: facts.protocol,
    REQUEST_METHOD: facts.method,
    REQUEST_URI: target,
    QUERY_STRING: queryOf(target),
    CONTENT_TYPE: facts.head.contentType,
    SCRIPT_FILENAME: latin1FromUtf8(filename),
    SCRIPT_NAME: latin1FromUtf8(name),
    DOCUMENT_ROOT: latin1FromUtf8(root),
    DOCUMENT_URI: latin1FromUtf8(name + pathInfo),
    ...(pathInfo === '' ? {} : pathPairs(root, pathInfo)),
    REMOTE_ADDR: facts.remoteAddr ?? '',
    REMOTE_PORT: portOf(peer),
    SERVER_NAME: host,
    SERVER_PORT: port,
    REQUEST_SCHEME: secure ? 'https' : 'http',
    ...(secure ? { HTTPS: 'on' } : {}),
    ...(facts.head.host === '' ? {} : { HTTP_HOST: facts.head.host }),
  }).flat()
}

function pathPairs(root: string, pathInfo: string): Record<string, string> {
  return { PATH_INFO: latin1FromUtf8(pathInfo), PATH_TRANSLATED: latin1FromUtf8(root + pathInfo) }
}

/**
 * Headers as `HTTP_…`. Left out: `Proxy`, which programs would take for a setting of their own ("httpoxy"); names with characters that
 * stand for others there, by which a client could pass one header off as another.
 */
function headerPairs({ head }: RequestFacts): string[] {
  const pairs: string[] = []
  for (const [name, values] of groupHeaders(head)) {
    if (!/^[A-Za-z0-9-]+$/.test(name) || left.has(name)) continue
    pairs.push(`HTTP_${name.toUpperCase().replaceAll('-', '_')}`, values.join(name === 'Cookie' ? '; ' : ', '))
  }
  return pairs
}

const left: ReadonlySet<string> = new Set(['Proxy', 'Content-Type', 'Content-Length', 'Host'])

function hostParts(header: string, secure: boolean): { readonly host: string; readonly port: string } {
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(header) ?? []
  return { host, port: port || (secure ? '443' : '80') }
}

function queryOf(target: string): string {
  const mark = target.indexOf('?')
  return mark === -1 ? '' : target.slice(mark + 1)
}

function portOf(peer: string): string {
  return /:(\d+)$/.exec(peer)?.[1] ?? '0'
}
