import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { RRError } from './errors.ts'
import { errorText } from './op-error.ts'
import { systemErrorText } from './system-error.ts'
import type { TlsConfig } from './tls-config.ts'

/** What the files of a TLS section hold. */
export interface TlsFiles {
  readonly key: Buffer
  readonly cert: Buffer
  /** Authorities for clients, one certificate each. */
  readonly rootCa: readonly string[]
  /** When the certificate is valid. */
  readonly validFrom: Date
  readonly validTo: Date
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Looks whether the files are there. Raises RoadRunner's texts. Follows: spec 03 §2.2, #11, #12 */
export async function checkTlsFiles(tls: TlsConfig): Promise<void> {
  if (!(await exists(tls.key))) throw new Error(`key file '${tls.key}' does not exists`)
  if (!(await exists(tls.cert))) throw new Error(`cert file '${tls.cert}' does not exists`)
  await checkRootCa(tls)
}

/** The part of `checkTlsFiles` that is about the certificates of clients. */
export async function checkRootCa(tls: TlsConfig): Promise<void> {
  if (tls.root_ca === '') return
  if (!(await exists(tls.root_ca))) throw new Error(`root ca path provided, but path '${tls.root_ca}' does not exists`)
  if (authorities(await readFile(tls.root_ca, 'latin1')).length === 0) {
    throw new Error('could not append Certs from PEM')
  }
}

/** Reads and checks the files. `section` is where they are configured. Raises RR_TLS_FILE_UNREADABLE, RR_TLS_FILE_INVALID, RR_TLS_KEY_MISMATCH. */
export async function readTlsFiles(tls: TlsConfig, section: string): Promise<TlsFiles> {
  const [key, cert] = await Promise.all([read(tls.key, `${section}.key`), read(tls.cert, `${section}.cert`)])
  const rootCa =
    tls.root_ca === '' ? [] : authorities((await read(tls.root_ca, `${section}.root_ca`)).toString('latin1'))
  const certificate = parsed(() => new X509Certificate(cert), 'a certificate', tls.cert, `${section}.cert`)
  const privateKey = parsed<KeyObject>(() => createPrivateKey(key), 'a private key', tls.key, `${section}.key`)
  if (!certificate.checkPrivateKey(privateKey)) throw new RRError('RR_TLS_KEY_MISMATCH', [tls.key, tls.cert, section])
  return { key, cert, rootCa, validFrom: certificate.validFromDate, validTo: certificate.validToDate }
}

/** What is wrong with the time of a certificate; undefined when nothing is. */
export function validityFault({ validFrom, validTo }: TlsFiles, now = new Date()): string | undefined {
  if (now > validTo) return `expired at ${validTo.toISOString()}`
  if (now < validFrom) return `not valid before ${validFrom.toISOString()}`
  return undefined
}

function authorities(pem: string): string[] {
  return pem.match(pemCertificate) ?? []
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  )
}

async function read(path: string, setting: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new RRError('RR_TLS_FILE_UNREADABLE', [path, systemErrorText(cause), setting], { cause })
  }
}

function parsed<T>(parse: () => T, what: string, path: string, setting: string): T {
  try {
    return parse()
  } catch (cause) {
    throw new RRError('RR_TLS_FILE_INVALID', [path, what, errorText(cause), setting], { cause })
  }
}
