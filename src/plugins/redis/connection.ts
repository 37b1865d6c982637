import { Cluster, type Redis } from 'ioredis'
import type { MetricFamily } from '../../kernel/metrics.ts'
import type { Logger } from '../../lib/log.ts'
import { errorText } from '../../lib/op-error.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import { dialTimeoutMs, makeClient, type RedisClient } from './client.ts'
import type { RedisConfig } from './config.ts'
import { poolFamilies } from './metrics.ts'

/** A command: its name and arguments. */
export type RedisCommand = readonly [name: string, ...args: ReadonlyArray<string | number | Uint8Array>]

/** Makes a connection. Nothing is connected to before the first command. Throws when the options cannot work. */
export function openRedis(config: RedisConfig, log: Logger): RedisConnection {
  return new RedisConnection(makeClient(config), config, log)
}

/**
 * Commands to a server, a master behind sentinels, or a cluster, over one connection per node. While there is no connection, calls
 * wait for as many attempts as `max_retries` allows and then fail, saying why; attempts go on behind, so that later calls succeed.
 */
export class RedisConnection {
  readonly #client: RedisClient
  readonly #attemptsMax: number
  /** Longest wait for a connection, when the client tells neither that it has one nor that it failed. */
  readonly #connectMaxMs: number
  /** What the client tells after each attempt that failed. */
  readonly #failureEvent: 'close' | 'error'
  readonly #log: Logger
  readonly #counts = { hits: 0, misses: 0, timeouts: 0, stale: 0 }
  #connecting: Promise<void> | undefined
  #lastError: Error | undefined
  #wasReady = false

  constructor(client: RedisClient, config: RedisConfig, log: Logger) {
    this.#client = client
    this.#attemptsMax = Math.max(config.max_retries, 0) + 1
    this.#connectMaxMs = this.#attemptsMax * (dialTimeoutMs(config) + Math.max(config.max_retry_backoff, 0))
    this.#failureEvent = config.master_name === '' ? 'close' : 'error'
    this.#log = log
    client.on('error', (error: Error) => this.#onError(error))
    client.on('ready', () => this.#onReady())
    client.on('close', () => this.#onClose())
  }

  get isCluster(): boolean {
    return this.#client instanceof Cluster
  }

  /** Runs commands in one round trip; results in their order, texts as bytes. Rejects with the first failure. */
  async run(commands: readonly RedisCommand[]): Promise<readonly unknown[]> {
    await this.#ready()
    this.#counts.hits++
    try {
      const client = this.#client
      if (client instanceof Cluster || commands.length === 1)
        return await Promise.all(commands.map((one) => call(client, one)))
      const pipeline = client.pipeline(commands.map(([name, ...args]) => ['callBuffer', name, ...args]))
      return ((await pipeline.exec()) ?? []).map(([error, result]) => {
        if (error !== null) throw error
        return result
      })
    } catch (error) {
      throw this.#described(error)
    }
  }

  /** Runs a command on every master. */
  async runEverywhere(command: RedisCommand): Promise<void> {
    await this.#ready()
    const nodes = this.#client instanceof Cluster ? this.#client.nodes('master') : [this.#client]
    try {
      await Promise.all(nodes.map((node) => call(node, command)))
    } catch (error) {
      throw this.#described(error)
    }
  }

  metrics(): readonly MetricFamily[] {
    const nodes = this.#client instanceof Cluster ? this.#client.nodes() : [this.#client]
    return poolFamilies({ ...this.#counts, connections: nodes.filter(({ status }) => status === 'ready').length })
  }

  /** Lets go at once; what runs fails. */
  close(): void {
    this.#client.disconnect()
  }

  #ready(): Promise<void> | undefined {
    if (this.#client.status === 'ready') return undefined
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined
    })
    return this.#connecting
  }

  async #connect(): Promise<void> {
    const client = this.#client
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let failures = 0
    const onFailure = (): void => {
      failures++
      if (failures >= this.#attemptsMax) reject(this.#unreachable())
    }
    client.on('ready', resolve)
    client.on(this.#failureEvent, onFailure)
    const deadline = setTimeout(() => reject(this.#unreachable()), this.#connectMaxMs)
    if (client.status === 'wait' || client.status === 'end') {
      this.#counts.misses++
      // How it goes is told by the events.
      client.connect().catch(() => {})
    }
    try {
      await promise
    } finally {
      clearTimeout(deadline)
      client.off('ready', resolve)
      client.off(this.#failureEvent, onFailure)
    }
  }

  #onReady(): void {
    if (this.#lastError !== undefined) this.#log.info('connected to redis')
    this.#lastError = undefined
    this.#wasReady = true
  }

  #onClose(): void {
    if (this.#wasReady) this.#counts.stale++
    this.#wasReady = false
  }

  /** Said once per outage. */
  #onError(error: Error): void {
    if (this.#lastError === undefined) this.#log.warn('no connection to redis', { error: this.#reasonOf(error) })
    this.#lastError = error
  }

  #unreachable(): Error {
    const reason = this.#lastError === undefined ? 'connection closed' : this.#reasonOf(this.#lastError)
    return new Error(`no connection to redis: ${reason}`, { cause: this.#lastError })
  }

  /** What the system said. Of a cluster the client keeps it to itself. */
  #reasonOf(error: Error): string {
    return this.isCluster ? 'no node of the cluster answers' : systemErrorText(error)
  }

  /** An error of the client with the reason that the system gave. */
  #described(error: unknown): Error {
    const text = errorText(error)
    if (text === 'Command timed out') this.#counts.timeouts++
    if (/max retries per request|Connection is closed/.test(text)) return this.#unreachable()
    return error instanceof Error ? error : new Error(text)
  }
}

function call(client: Redis | Cluster, [name, ...args]: RedisCommand): Promise<unknown> {
  return client.callBuffer(name, ...(args as (string | number | Buffer)[]))
}
