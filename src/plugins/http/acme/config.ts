import { join } from 'node:path'
import type { z } from 'zod'
import { bool, count, list, section, text } from '../../../lib/scalars.ts'

/** The `http.ssl.acme` section. Follows: spec 03 §2.4 */
export const acmeConfig = section({
  cache_dir: text()
    .default('rr_cache_dir')
    .describe('Folder of the account and the certificate; only its owner can read it'),
  email: text().default('').describe('Address that the authority writes to'),
  domains: list(text()).default([]).describe('Names of the certificate'),
  challenge_type: text()
    .default('http-01')
    .describe('How the names are proved: http-01 (port 80) or tlsalpn-01 (port 443)'),
  alt_http_port: count().default(0).describe('Port that gets what the authority sends to port 80; 0 means 80'),
  alt_tlsalpn_port: count().default(0).describe('Port that gets what the authority sends to port 443; 0 means 443'),
  use_production_endpoint: bool()
    .default(false)
    .describe("True: Let's Encrypt; false: its test service, whose certificates nobody trusts"),
  directory: text()
    .default('')
    .describe(
      'Another authority: the URL of its directory. Its own certificate must be trusted (`NODE_EXTRA_CA_CERTS`)',
    ),
}).describe('Certificates that are fetched and renewed by themselves, in place of `key` and `cert`')

/** ACME as configured. */
export type AcmeConfig = z.infer<typeof acmeConfig>

/** How names are proved, in the words of RFC 8555 and RFC 8737. */
export type ChallengeType = 'http-01' | 'tls-alpn-01'

/** Raises RoadRunner's texts. Follows: spec 03 #13 */
export function checkAcme({ email, domains }: AcmeConfig): void {
  if (email === '') throw new Error('email could not be empty')
  if (domains.length === 0) throw new Error('should be at least 1 domain')
}

/** The kind of proof; RoadRunner writes one name without its first hyphen. */
export function challengeTypeOf({ challenge_type: type }: AcmeConfig): ChallengeType {
  return type === 'tlsalpn-01' || type === 'tls-alpn-01' ? 'tls-alpn-01' : 'http-01'
}

/** The port on which the authority's question arrives. */
export function challengePort(config: AcmeConfig): number {
  return challengeTypeOf(config) === 'http-01' ? config.alt_http_port || 80 : config.alt_tlsalpn_port || 443
}

/** Where the files of one authority lie: accounts of a test service are of no use elsewhere. */
export function acmeFolder({ cache_dir: cache, directory, use_production_endpoint: production }: AcmeConfig): string {
  if (directory === '') return join(cache, production ? 'production' : 'staging')
  return join(cache, directory.replace(/^[a-z]+:\/\//i, '').replaceAll(/[^A-Za-z0-9.-]+/g, '_'))
}
