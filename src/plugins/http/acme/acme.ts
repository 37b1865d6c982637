import { RRError } from '../../../lib/errors.ts'
import type { Logger } from '../../../lib/log.ts'
import { AcmeFiles } from './acme-files.ts'
import { openChallengePort } from './challenge-port.ts'
import { type AcmeConfig, acmeFolder, challengePort, challengeTypeOf } from './config.ts'
import { orderCertificate } from './order.ts'
import { Renewal } from './renewal.ts'

/** Longest order; RoadRunner's figure. */
const orderMs = 240_000

/** Keeps a certificate that is fetched. `show` makes the listeners show the one that is stored. Begins with `start`. */
export function certificateRenewal(config: AcmeConfig, log: Logger, show: () => Promise<void>): Renewal {
  const folder = acmeFolder(config)
  const files = new AcmeFiles(folder)
  return new Renewal({
    stored: () => files.certificate(config.domains),
    async order() {
      log.info('certificate is being fetched', { domains: config.domains })
      const close = await openChallengePort(challengeTypeOf(config), challengePort(config), folder, log)
      try {
        await withLimit(orderCertificate(config, files))
      } finally {
        close()
      }
    },
    show,
    log,
  })
}

async function withLimit(order: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new RRError('RR_ACME_TIMEOUT', [orderMs / 1000])), orderMs).unref()
  try {
    await Promise.race([order, promise])
  } finally {
    clearTimeout(timer)
  }
}
