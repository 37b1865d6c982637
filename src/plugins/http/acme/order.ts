import { RRError } from '../../../lib/errors.ts'
import { type AcmeFiles, newKey } from './acme-files.ts'
import { type AcmeConfig, challengeTypeOf } from './config.ts'

/** How often the authority is asked for the outcome: at first after half a second, later every ten, for less than four minutes. */
const asking = { backoffMin: 500, backoffMax: 10_000, backoffAttempts: 24 }

/** Longest answer to one call. */
const callMs = 30_000

/** Fetches a certificate for all domains and stores it. Raises what the authority says, or why it cannot be reached. */
export async function orderCertificate(config: AcmeConfig, files: AcmeFiles): Promise<void> {
  const acme = await loadClient()
  const { letsencrypt } = acme.directory
  const client = new acme.Client({
    directoryUrl: config.directory || (config.use_production_endpoint ? letsencrypt.production : letsencrypt.staging),
    accountKey: await files.accountKey(),
    ...asking,
  })
  const key = newKey()
  const [, csr] = await acme.crypto.createCsr({ altNames: [...config.domains] }, key)
  const type = challengeTypeOf(config)
  const chain = await client.auto({
    csr,
    email: config.email,
    termsOfServiceAgreed: true,
    // The library's own look at the answer would need the names to lead here from here.
    skipChallengeVerification: true,
    challengePriority: [type],
    async challengeCreateFn(authorization, challenge, keyAuthorization) {
      const domain = authorization.identifier.value
      if (challenge.type !== type) throw new RRError('RR_ACME_CHALLENGE_ABSENT', [domain, type])
      if (challenge.type === 'http-01') return await files.saveAnswer(challenge.token, keyAuthorization)
      const [, certificate] = await acme.crypto.createAlpnCertificate(authorization, keyAuthorization, key)
      await files.saveAnswer(domain, `${key}${certificate.toString()}`)
    },
    challengeRemoveFn: ({ identifier }, challenge) =>
      files.removeAnswer(challenge.type === 'http-01' ? challenge.token : identifier.value),
  })
  await files.saveCertificate(`${key}${chain}`)
}

/**
 * Loaded when a certificate is fetched, not before: it is large. Its own repetition of calls is taken out: `Renewal` repeats, with more
 * patience, and of a connection that fails the library would tell nothing but a fault of its own.
 */
async function loadClient(): Promise<typeof import('acme-client')> {
  // Of a CommonJS module the bundle has the whole alone, Node a part of its names, too.
  const { default: acme } = (await import('acme-client')) as unknown as {
    readonly default: typeof import('acme-client')
  }
  acme.axios.interceptors.request.clear()
  acme.axios.interceptors.response.clear()
  acme.axios.defaults.timeout = callMs
  return acme
}
