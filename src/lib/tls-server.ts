import { getCACertificates, type TLSSocket, type TlsOptions } from 'node:tls'
import { type ClientAuthType, clientAuthOf, type TlsConfig } from './tls-config.ts'
import type { TlsFiles } from './tls-files.ts'

/** Groups for the key exchange; spec 03 §2.2. */
const curves = 'X25519:P-256:P-384:P-521'

/** Suites of TLS 1.2: forward secrecy and authenticated encryption only. Those of 1.3 are all fine. */
const suites = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
]

/** What a `tls.Server` is made of, or given by `setSecureContext` when the files have changed. Without files every handshake fails. */
export function tlsServerOptions(tls: TlsConfig, files: TlsFiles | undefined): TlsOptions {
  const clientAuth = clientAuthOf(tls)
  return {
    ...(files !== undefined && { key: files.key, cert: files.cert }),
    ...(files !== undefined && files.rootCa.length > 0 && { ca: trusted(tls, files) }),
    minVersion: tls.min_version === '1.3' ? 'TLSv1.3' : 'TLSv1.2',
    ciphers: `TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:${suites.join(':')}`,
    ecdhCurve: curves,
    requestCert: clientAuth !== 'no_client_cert',
    rejectUnauthorized: clientAuth === 'require_and_verify_client_cert',
  }
}

/** Whether a client's certificate (or that it has none) is good enough. Node itself has refused what must verify. Follows: spec 03 §2.3 */
export function admitsClient(socket: TLSSocket, clientAuth: ClientAuthType): boolean {
  switch (clientAuth) {
    case 'no_client_cert':
    case 'request_client_cert':
      return true
    case 'require_any_client_cert':
      return hasCertificate(socket)
    case 'verify_client_cert_if_given':
      return socket.authorized || !hasCertificate(socket)
    case 'require_and_verify_client_cert':
      return socket.authorized
  }
}

function hasCertificate(socket: TLSSocket): boolean {
  return socket.getPeerX509Certificate() !== undefined
}

function trusted(tls: TlsConfig, files: TlsFiles): string[] {
  return tls.system_roots ? [...getCACertificates('system'), ...files.rootCa] : [...files.rootCa]
}
