import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:net'
import type { Logger } from '../../../lib/log.ts'
import { systemErrorText } from '../../../lib/system-error.ts'
import { alpnChallengeServer } from './alpn-challenge.ts'
import type { ChallengeType } from './config.ts'
import { answerHttpChallenges, refuseOthers } from './http-challenge.ts'

/**
 * Listens where the authority's questions arrive, until the function that it gives is called. A port that is taken is left to whoever has
 * it: a listener of ours answers there, too.
 */
export async function openChallengePort(
  type: ChallengeType,
  port: number,
  folder: string,
  log: Logger,
): Promise<() => void> {
  const server = type === 'http-01' ? httpServer(folder) : alpnChallengeServer(folder)
  try {
    await once(server.listen({ port, host: '0.0.0.0' }), 'listening')
    return () => void server.close()
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    log[taken ? 'debug' : 'warn']('challenges of the authority are left to whoever listens on the port', {
      port,
      error: systemErrorText(error),
    })
    return () => {}
  }
}

function httpServer(folder: string): Server {
  const server = createServer({ keepAliveTimeout: 1 }, refuseOthers)
  answerHttpChallenges(server, folder)
  return server
}
