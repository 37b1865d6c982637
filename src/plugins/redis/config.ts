import type { z } from 'zod'
import { bool, durationMs, int, list, section, text } from '../../lib/scalars.ts'

const noEffect = 'No effect: commands share one connection per node'

const tls = section({
  root_ca: text().describe('File of certificates (PEM) that are trusted besides those of the system'),
  cert: text().describe('File of the client certificate (PEM)'),
  key: text().describe('File of its key (PEM)'),
}).describe('Present, even empty: connections are encrypted, TLS 1.2 or later')

/** Options of a Redis connection. Follows: spec 06 §1.1 */
export const redisConfig = section({
  addrs: list(text())
    .default(['127.0.0.1:6379'])
    .describe('host:port or /path/of.sock; one is a single server, several are a cluster, with master_name sentinels'),
  master_name: text().describe('Name of the master that the sentinels watch'),
  username: text().describe('User of the data nodes'),
  password: text().describe('Password of the data nodes'),
  sentinel_password: text().describe('Password of the sentinels'),
  db: int().describe('Number of the database; not for clusters'),
  read_only: bool().describe('Clusters: reads may go to replicas'),
  route_by_latency: bool().describe('Clusters: reads may go to any node of the slot'),
  route_randomly: bool().describe('Clusters: reads may go to any node of the slot'),
  max_retries: int().default(3).describe('Connection attempts after a failed one, until calls fail; -1 means none'),
  min_retry_backoff: durationMs().default(8).describe('Pause before the first further attempt; -1 means none'),
  max_retry_backoff: durationMs().default(512).describe('Longest pause between attempts; -1 means none'),
  dial_timeout: durationMs().default(5000).describe('How long a connection may take to open'),
  read_timeout: durationMs().default(3000).describe('How long an answer may take; -1 means no limit'),
  write_timeout: durationMs().describe('No effect: read_timeout counts from the call on'),
  pool_size: int().describe(noEffect),
  min_idle_conns: int().describe(noEffect),
  max_conn_age: durationMs().describe(noEffect),
  pool_timeout: durationMs().describe(noEffect),
  idle_timeout: durationMs().describe(noEffect),
  idle_check_freq: durationMs().describe('No effect, as in RoadRunner'),
  tls: tls.optional(),
})

export type RedisConfig = z.infer<typeof redisConfig>
