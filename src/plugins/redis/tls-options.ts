import { readFileSync } from 'node:fs'
import { type ConnectionOptions, createSecureContext, getCACertificates } from 'node:tls'
import { pathErrorText } from '../../lib/system-error.ts'
import type { RedisConfig } from './config.ts'

/**
 * What node:tls connects with. Throws when a file cannot be read or holds no certificate. The client's certificate is read again at each
 * connection, so that a renewed one takes effect. Follows: spec 06 §1.1.
 */
export function tlsOptions(config: NonNullable<RedisConfig['tls']>): ConnectionOptions {
  const { root_ca: rootCa, cert, key } = config
  const options: ConnectionOptions = { minVersion: 'TLSv1.2', ecdhCurve: 'X25519:P-256:P-384:P-521' }
  if (rootCa !== '') options.ca = [...getCACertificates('bundled'), trusted(rootCa)]
  if (cert === '' && key === '') return options
  createSecureContext({ cert: read(cert), key: read(key) })
  return Object.defineProperties(options, {
    cert: { enumerable: true, get: () => read(cert) },
    key: { enumerable: true, get: () => read(key) },
  })
}

function trusted(path: string): string {
  const pem = read(path)
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new Error('failed to append certificates from PEM')
  return pem
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(pathErrorText('open', path, error), { cause: error })
  }
}
