import type { Logger } from '../../../lib/log.ts'
import type { Exchange } from '../contract.ts'
import type { CorsConfig } from './cors-config.ts'

/**
 * Answers preflight requests and marks others, by the rules of the Fetch standard as rs/cors reads them. Follows: spec 03 §9.2
 */
export class Cors {
  readonly #config: CorsConfig
  readonly #log: Logger
  readonly #allOrigins: boolean
  readonly #isOrigin: (origin: string) => boolean
  readonly #methods: ReadonlySet<string>
  /** Undefined: any. */
  readonly #headers: ReadonlySet<string> | undefined
  readonly #exposed: string

  /** Raises SyntaxError for a pattern that cannot be compiled. */
  constructor(config: CorsConfig, log: Logger) {
    this.#config = config
    this.#log = log
    const origins = commaList(config.allowed_origin, '*')
    this.#allOrigins = config.allowed_origin_regex === '' && origins.includes('*')
    this.#isOrigin = originTest(config.allowed_origin_regex, origins)
    this.#methods = new Set([
      ...commaList(config.allowed_methods, 'GET,POST,HEAD').map((name) => name.toUpperCase()),
      'OPTIONS',
    ])
    const headers = commaList(config.allowed_headers, 'accept,content-type,x-requested-with')
    this.#headers = headers.includes('*')
      ? undefined
      : new Set([...headers.map((name) => name.toLowerCase()), 'origin'])
    this.#exposed = commaList(config.exposed_headers, '').join(', ')
  }

  /** True when the exchange is answered: it was a preflight. */
  handle(exchange: Exchange): boolean {
    const { request, response } = exchange
    const wanted = request.headers.get('Access-Control-Request-Method')
    if (request.method === 'OPTIONS' && wanted !== undefined && wanted !== '') {
      this.#preflight(exchange, wanted)
      exchange.respond(this.#config.options_success_status)
      return true
    }
    response.headers.add('Vary', 'Origin')
    const origin = request.headers.get('Origin') ?? ''
    if (origin !== '' && this.#allows(origin, request.method, '')) {
      this.#grantOrigin(exchange, origin)
      if (this.#exposed !== '') response.headers.set('Access-Control-Expose-Headers', this.#exposed)
    }
    return false
  }

  #preflight({ request, response }: Exchange, wanted: string): void {
    response.headers.add('Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers')
    const origin = request.headers.get('Origin') ?? ''
    const headers = request.headers.all('Access-Control-Request-Headers').join(',')
    if (origin === '' || !this.#allows(origin, wanted, headers)) return
    this.#grantOrigin({ request, response } as Exchange, origin)
    response.headers.set('Access-Control-Allow-Methods', wanted)
    if (headers !== '') response.headers.set('Access-Control-Allow-Headers', headers)
    if (this.#config.max_age > 0) response.headers.set('Access-Control-Max-Age', String(this.#config.max_age))
  }

  #allows(origin: string, method: string, headers: string): boolean {
    const reason = this.#refusal(origin, method, headers)
    if (reason !== undefined && this.#config.debug)
      this.#log.debug('cors: refused', { reason, origin, method, headers })
    return reason === undefined
  }

  #refusal(origin: string, method: string, headers: string): string | undefined {
    if (!this.#isOrigin(origin.toLowerCase())) return 'origin is not allowed'
    if (!this.#methods.has(method)) return 'method is not allowed'
    const allowed = this.#headers
    if (allowed === undefined) return undefined
    const unknown = headers.split(',').some((name) => name.trim() !== '' && !allowed.has(name.trim().toLowerCase()))
    return unknown ? 'header is not allowed' : undefined
  }

  #grantOrigin({ response }: Exchange, origin: string): void {
    response.headers.set('Access-Control-Allow-Origin', this.#allOrigins ? '*' : origin)
    if (this.#config.allow_credentials) response.headers.set('Access-Control-Allow-Credentials', 'true')
  }
}

function commaList(value: string, fallback: string): string[] {
  const parts = value.split(',').map((part) => part.trim())
  const given = parts.filter((part) => part !== '')
  return given.length > 0 || fallback === '' ? given : fallback.split(',')
}

function originTest(pattern: string, origins: readonly string[]): (origin: string) => boolean {
  if (pattern !== '') {
    const compiled = new RegExp(pattern)
    return (origin) => compiled.test(origin)
  }
  const tests = origins.map((origin) => wildcardTest(origin.toLowerCase()))
  return (origin) => tests.some((test) => test(origin))
}

/** An origin with at most one `*`, which stands for anything. */
function wildcardTest(pattern: string): (origin: string) => boolean {
  const star = pattern.indexOf('*')
  if (star === -1) return (origin) => origin === pattern
  const before = pattern.slice(0, star)
  const after = pattern.slice(star + 1)
  return (origin) =>
    origin.length >= before.length + after.length && origin.startsWith(before) && origin.endsWith(after)
}
