import { Agent, type AgentOptions, get } from 'node:http'

/** What a client under load has seen. */
export interface LoadReport {
  readonly answered: number
  /** Connections that were refused: each ends one of the loops. */
  readonly refused: number
  /** Everything else that went wrong. */
  readonly failures: readonly string[]
}

/** Load that runs until all its connections are refused, or until `stop`. */
export interface Load {
  readonly answered: number
  readonly ended: Promise<LoadReport>
  stop(): void
}

/** Who asks for what. */
export interface LoadOptions {
  readonly connections: number
  /** `keep-alive`: one connection for many requests. `close`: one for each. */
  readonly kind: 'keep-alive' | 'close'
  readonly path: string
}

/**
 * Asks again and again, each connection by itself, like a client that only takes a refused connection for "did not happen". Any status
 * but 200 is a failure. A connection that the server has announced to close is not used again.
 */
export function startLoad(port: number, { connections, kind, path }: LoadOptions): Load {
  const failures: string[] = []
  let answered = 0
  let refused = 0
  let stopped = false
  const loop = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: kind === 'keep-alive', maxSockets: 1 } satisfies AgentOptions)
    while (!stopped) {
      const outcome = await ask(port, path, agent)
      if (outcome === 'ECONNREFUSED') {
        refused++
        break
      }
      if (outcome === '200') answered++
      else failures.push(outcome)
    }
    agent.destroy()
  }
  const loops = Promise.all(Array.from({ length: connections }, loop))
  return {
    get answered() {
      return answered
    },
    ended: loops.then(() => ({ answered, refused, failures })),
    stop: () => {
      stopped = true
    },
  }
}

/** The status, or the code of the error. */
function ask(port: number, path: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      response.on('end', () => resolve(String(response.statusCode)))
      response.resume()
    })
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}
