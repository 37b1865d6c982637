import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { until } from './wait.ts'

/** A server of somebody else's (redis-server, memcached …) that a test starts and ends. */
export class Daemon {
  readonly #command: readonly string[]
  readonly #port: number
  #child: ChildProcess | undefined
  #output = ''

  /** `port` is where it accepts connections once it serves. */
  constructor(command: readonly string[], port: number) {
    this.#command = command
    this.#port = port
  }

  /** Starts it, perhaps again, and resolves once it accepts connections. */
  async start(): Promise<this> {
    const [program = '', ...args] = this.#command
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
    }
    this.#child = child
    await until(`${program} to accept connections`, () => this.#ended() || accepts(this.#port), 15_000)
    if (this.#ended()) throw new Error(`${this.#command.join(' ')} ended:\n${this.#output}`)
    return this
  }

  /** Ends it at once (SIGKILL) and waits for that. */
  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined || this.#ended()) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }

  #ended(): boolean {
    return this.#child?.exitCode !== null || this.#child.signalCode !== null
  }
}

/** Whether something accepts connections there. */
export function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  }).finally(() => socket.destroy()) as Promise<boolean>
}
