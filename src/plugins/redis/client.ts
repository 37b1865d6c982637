/* A client of ioredis in the mode that the options ask for. Loaded when a connection is opened. */
import { Cluster, Redis, type RedisOptions } from 'ioredis'
import type { RedisConfig } from './config.ts'
import { tlsOptions } from './tls-options.ts'

/** A client of one server (perhaps found by sentinels), or of a cluster. */
export type RedisClient = Redis | Cluster

const defaultPort = 6379

/** Replies are those of RESP2, the client's default. */
type NodeOptions = Omit<RedisOptions, 'replyMapping'>

/** Makes a client; it connects when `connect` is called, and then again and again until it is told to stop. */
export function makeClient(config: RedisConfig): RedisClient {
  const addresses = config.addrs.length > 0 ? config.addrs : ['127.0.0.1:6379']
  if (config.master_name !== '') return new Redis(sentinelOptions(config, addresses))
  if (addresses.length > 1) return new Cluster(addresses.map(hostAndPort), clusterOptions(config))
  const [address = ''] = addresses
  const place = address.startsWith('/') ? { path: address } : hostAndPort(address)
  return new Redis({ ...nodeOptions(config), ...reconnecting(config), ...place, db: config.db })
}

/** How long an attempt to connect may take, milliseconds. */
export function dialTimeoutMs(config: Pick<RedisConfig, 'dial_timeout'>): number {
  return config.dial_timeout || 5000
}

/** Pause before an attempt to connect, milliseconds: doubles from one to the next, spread so that many servers do not come at once. */
export function backoffMs(
  config: Pick<RedisConfig, 'min_retry_backoff' | 'max_retry_backoff'>,
  attempt: number,
): number {
  const least = Math.max(config.min_retry_backoff, 0)
  const most = Math.max(config.max_retry_backoff, least)
  const pause = Math.min(least * 2 ** (attempt - 1), most)
  return Math.round(pause / 2 + (Math.random() * pause) / 2)
}

function sentinelOptions(config: RedisConfig, addresses: readonly string[]): NodeOptions {
  const secure = config.tls === undefined ? {} : { enableTLSForSentinelMode: true, sentinelTLS: tlsOptions(config.tls) }
  return {
    ...nodeOptions(config),
    ...reconnecting(config),
    ...secure,
    ...(config.sentinel_password === '' ? {} : { sentinelPassword: config.sentinel_password }),
    sentinels: addresses.map(hostAndPort),
    name: config.master_name,
    db: config.db,
    sentinelRetryStrategy: (attempt) => backoffMs(config, attempt),
    // A master that was replaced is left, even while it still answers.
    failoverDetector: true,
  }
}

function clusterOptions(config: RedisConfig) {
  const anyNode = config.route_by_latency || config.route_randomly
  return {
    redisOptions: nodeOptions(config),
    scaleReads: anyNode ? ('all' as const) : config.read_only ? ('slave' as const) : ('master' as const),
    clusterRetryStrategy: (attempt: number) => backoffMs(config, attempt),
    lazyConnect: true,
  }
}

function nodeOptions(config: RedisConfig): NodeOptions {
  return {
    lazyConnect: true,
    connectTimeout: dialTimeoutMs(config),
    maxRetriesPerRequest: config.max_retries < 0 ? 0 : config.max_retries || 3,
    ...(config.read_timeout < 0 ? {} : { commandTimeout: config.read_timeout || 3000 }),
    ...(config.username === '' ? {} : { username: config.username }),
    ...(config.password === '' ? {} : { password: config.password }),
    ...(config.tls === undefined ? {} : { tls: tlsOptions(config.tls) }),
  }
}

function reconnecting(config: RedisConfig): NodeOptions {
  return { retryStrategy: (attempt) => backoffMs(config, attempt) }
}

function hostAndPort(address: string): { host: string; port: number } {
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(address) ?? []
  const host = bracketed ?? plain
  return { host: host === '' ? '127.0.0.1' : host, port: port === undefined ? defaultPort : Number(port) }
}
