import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const ownerOnly = 0o600
const ownerOnlyFolder = 0o700

/** What a file name may be made of, when it comes from somebody else. */
const plainToken = /^[A-Za-z0-9_-]{1,256}$/
const plainName = /^(?!.*\.\.)[a-z0-9._-]{1,253}$/

/** The certificate that was fetched last. */
export interface StoredCertificate {
  readonly serial: string
  readonly validFrom: Date
  readonly validTo: Date
}

/**
 * What is kept of one authority: the key of the account, the certificate with its key, and the answers to its questions while it asks
 * them. Answers are files, so that every thread, and every server on the same folder, can give them. Each file is whole at any time and
 * readable by its owner alone.
 */
export class AcmeFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Key, certificate and intermediates in one file, which changes as a whole. */
  get certificatePath(): string {
    return certificatePathIn(this.#folder)
  }

  /** The key of the account, made at the first call. */
  async accountKey(): Promise<string> {
    const path = join(this.#folder, 'account.key')
    const stored = await readFile(path, 'latin1').catch(() => undefined)
    if (stored !== undefined) return stored
    const key = newKey()
    await this.#write(path, key)
    return key
  }

  /** The stored certificate, when it can be read and is for all of these names. */
  async certificate(domains: readonly string[]): Promise<StoredCertificate | undefined> {
    try {
      const certificate = new X509Certificate(await readFile(this.certificatePath))
      if (!domains.every((domain) => certificate.checkHost(domain) !== undefined)) return undefined
      const { serialNumber: serial, validFromDate: validFrom, validToDate: validTo } = certificate
      return { serial, validFrom, validTo }
    } catch {
      // Not there, or not one: another is fetched.
      return undefined
    }
  }

  async saveCertificate(pem: string): Promise<void> {
    await this.#write(this.certificatePath, pem)
  }

  /** `name` is a token (http-01) or a domain (tls-alpn-01). */
  async saveAnswer(name: string, answer: string): Promise<void> {
    const path = answerPath(this.#folder, name)
    if (path !== undefined) await this.#write(path, answer)
  }

  async removeAnswer(name: string): Promise<void> {
    const path = answerPath(this.#folder, name)
    if (path !== undefined) await rm(path, { force: true })
  }

  async #write(path: string, text: string): Promise<void> {
    await mkdir(join(this.#folder, 'challenges'), { recursive: true, mode: ownerOnlyFolder })
    const fresh = `${path}.${process.pid}.new`
    await writeFile(fresh, text, { mode: ownerOnly })
    await rename(fresh, path)
  }
}

/** The file of the certificate in the folder of an authority. */
export function certificatePathIn(folder: string): string {
  return join(folder, 'certificate.pem')
}

/** The answer that is to be given for a token or a domain; undefined when the authority has not asked for it. */
export async function readAnswer(folder: string, name: string): Promise<string | undefined> {
  const path = answerPath(folder, name)
  return path === undefined ? undefined : await readFile(path, 'latin1').catch(() => undefined)
}

/** A new private key, PEM. */
export function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

function answerPath(folder: string, name: string): string | undefined {
  return plainToken.test(name) || plainName.test(name) ? join(folder, 'challenges', name) : undefined
}
