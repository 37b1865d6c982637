import type { Script } from '../classic/script.ts'
import type { HeaderNames } from '../header-names.ts'
import type { RequestFacts } from './context.ts'
import { readHead } from './head.ts'
import { addressOf } from './remote-address.ts'
import { parseTarget } from './target.ts'

/** A request before it is looked into, as a middleware may have changed it. Texts are one character per byte. */
export interface RequestLine {
  readonly method: string
  /** The raw request-target. */
  readonly target: string
  /** `HTTP/1.1`. */
  readonly protocol: string
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[]
  /** Peer with port. */
  readonly remoteAddress: string
  readonly attributes: ReadonlyMap<string, readonly string[]> | undefined
  /** Set for an application that is run script by script. */
  readonly script?: Script | undefined
}

/** Who is connected, with port, and the address alone. */
export interface PeerAddress {
  readonly text: string
  readonly address: string | undefined
  /** The scheme is https. */
  readonly secure: boolean
}

/* What Go allows in a Host header. */
const validHost = /^[A-Za-z0-9!$%&'()*+,\-.:;=[\]_~]*$/

/**
 * Finds out what PHP is told. Undefined when the request is to be answered 400: a target that cannot be read, a second or an
 * invalid `Host`. `remoteAddr` is undefined when the peer's address cannot be parsed.
 */
export function parseRequest(line: RequestLine, names: HeaderNames, peer: PeerAddress): RequestFacts | undefined {
  const target = parseTarget(line.target)
  const head = readHead(names, line.rawHeaders)
  if (target === undefined || head.hosts > 1 || !validHost.test(head.host)) return undefined
  return {
    remoteAddr: line.remoteAddress === peer.text ? peer.address : addressOf(line.remoteAddress),
    protocol: line.protocol,
    method: line.method,
    uri: target.absolute ? target.url : `${peer.secure ? 'https' : 'http'}://${head.host}${target.url}`,
    url: target.url,
    rawQuery: target.rawQuery,
    head,
    attributes: line.attributes,
    script: line.script,
  }
}
