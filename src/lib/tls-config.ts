import { bool, durationMs, oneOf, text } from './scalars.ts'

/** What a server asks of its clients' certificates, under RoadRunner's names. Follows: spec 03 §2.3 */
export const clientAuthTypes = [
  'no_client_cert',
  'request_client_cert',
  'require_any_client_cert',
  'verify_client_cert_if_given',
  'require_and_verify_client_cert',
] as const

export type ClientAuthType = (typeof clientAuthTypes)[number]

/** TLS of one listener: plain values, so that they can be sent to another thread. */
export interface TlsConfig {
  readonly key: string
  readonly cert: string
  readonly root_ca: string
  readonly client_auth_type: string
  readonly system_roots: boolean
  readonly min_version: '1.2' | '1.3'
  readonly reload_interval: number
}

/** The fields of every section that describes TLS of a server. */
export const tlsFields = {
  key: text().default('').describe('File with the private key, PEM'),
  cert: text().default('').describe('File with the certificate and its intermediates, PEM'),
  root_ca: text()
    .default('')
    .describe('File with authorities for the certificates of clients, PEM. Without it clients are asked for none'),
  client_auth_type: text()
    .default('no_client_cert')
    .describe(`What is asked of clients: ${clientAuthTypes.join(', ')}. Any other word means the first`),
  system_roots: bool()
    .default(true)
    .describe("Trust the system's authorities beside `root_ca`, as RoadRunner does; false: `root_ca` alone"),
  min_version: oneOf('1.2', '1.3').default('1.2').describe('Oldest version of TLS that is spoken'),
  reload_interval: durationMs()
    .default(10_000)
    .describe('How often the files are looked at for a change, which takes effect at once; 0 means only at a reset'),
}

/** What is asked of clients; nothing unless there is an authority to check against. */
export function clientAuthOf(tls: TlsConfig): ClientAuthType {
  if (tls.root_ca === '') return 'no_client_cert'
  return clientAuthTypes.find((type) => type === tls.client_auth_type) ?? 'no_client_cert'
}
