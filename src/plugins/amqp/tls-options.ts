import { existsSync, readFileSync } from 'node:fs'
import { type ConnectionOptions, getCACertificates } from 'node:tls'
import type { AmqpConfig } from './config.ts'

/** What node:tls connects with; the files are read anew each time, so that renewed ones take effect. Throws when one is missing. */
export function tlsOptions({ key, cert, root_ca: rootCa }: NonNullable<AmqpConfig['tls']>): ConnectionOptions {
  const own = {
    key: read(key, `key file '${key}' does not exists`),
    cert: read(cert, `cert file '${cert}' does not exists`),
    minVersion: 'TLSv1.2',
  } as const
  if (rootCa === '') return own
  const trusted = read(rootCa, `root ca path provided, but key file '${rootCa}' does not exists`)
  return { ...own, ca: [...getCACertificates('bundled'), trusted] }
}

/** Texts: spec 05 §3.1 */
function read(path: string, absent: string): string {
  if (!existsSync(path)) throw new Error(absent)
  return readFileSync(path, 'utf8')
}
