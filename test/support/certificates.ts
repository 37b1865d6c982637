import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files of a certificate and its key. */
export interface CertificateFiles {
  readonly key: string
  readonly cert: string
}

/** How a certificate of a test differs from the usual one, which is for localhost and 127.0.0.1 and valid from now on. */
export interface CertificateOptions {
  readonly signedBy?: CertificateFiles
  /** Days from now at which it ends; negative: it is over. */
  readonly days?: number
}

/** Makes an authority that signs others. */
export function makeAuthority(folder: string, name: string): CertificateFiles {
  const files = filesOf(folder, name)
  openssl('req', '-x509', ...newKey(files), '-subj', `/CN=${name}`, '-days', '30', '-out', files.cert)
  return files
}

/** Makes a certificate for servers and clients, signed by itself unless an authority is given. */
export function makeCertificate(folder: string, name: string, options: CertificateOptions = {}): CertificateFiles {
  const files = filesOf(folder, name)
  const request = join(folder, `${name}.csr`)
  const extensions = join(folder, `${name}.ext`)
  writeFileSync(extensions, 'subjectAltName=DNS:localhost,DNS:app.test,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n')
  openssl('req', ...newKey(files), '-subj', `/CN=${name}`, '-out', request)
  const { signedBy, days = 30 } = options
  const signer = signedBy === undefined ? ['-signkey', files.key] : ['-CA', signedBy.cert, '-CAkey', signedBy.key]
  const serial = ['-set_serial', String(BigInt(`0x${crypto.randomUUID().replaceAll('-', '')}`))]
  const ends = ['-days', String(days)]
  openssl('x509', '-req', '-in', request, ...signer, ...serial, ...ends, '-extfile', extensions, '-out', files.cert)
  return files
}

function filesOf(folder: string, name: string): CertificateFiles {
  return { key: join(folder, `${name}.key`), cert: join(folder, `${name}.pem`) }
}

function newKey({ key }: CertificateFiles): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key]
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
