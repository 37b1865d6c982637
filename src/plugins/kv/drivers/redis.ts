import { openRedis, type RedisCommand, type RedisConfig, redisConfig } from '../../redis/contract.ts'
import { defineStorage, type StorageDefinition } from '../contract.ts'

/** What PTTL says of a key without a time, and of one that is absent. */
const lasting = -1

/** Values in Redis: a server, a master behind sentinels, or a cluster. Follows: spec 06 §1.7. */
export const redis: StorageDefinition<RedisConfig> = defineStorage({
  name: 'redis',
  config: redisConfig,
  needsConfig: true,
  texts: { operation: 'redis_driver' },
  open({ config, log }) {
    const connection = openRedis(config, log)
    const each = (name: string, keys: readonly string[]): Promise<readonly unknown[]> =>
      connection.run(keys.map((key): RedisCommand => [name, key]))
    return {
      hasMany: async (keys) => (await each('EXISTS', keys)).map((count) => count === 1),
      getMany: async (keys) => (await each('GET', keys)).map((value) => (value as Buffer | null) ?? undefined),
      async setMany(items) {
        const now = Date.now()
        await connection.run(
          items.map(
            ({ key, value, expiresAtMs }): RedisCommand =>
              expiresAtMs === undefined ? ['SET', key, value] : ['SET', key, value, 'PX', restMs(expiresAtMs, now)],
          ),
        )
      },
      async expireMany(items) {
        const now = Date.now()
        await connection.run(
          items.map(({ key, expiresAtMs }): RedisCommand => ['PEXPIRE', key, restMs(expiresAtMs, now)]),
        )
      },
      async expiriesOf(keys) {
        const rests = (await each('PTTL', keys)) as readonly number[]
        const now = Date.now()
        return rests.map((rest) => (rest <= lasting ? undefined : now + rest))
      },
      async deleteMany(keys) {
        // A cluster takes keys of several slots in no command.
        await (connection.isCluster ? each('DEL', keys) : connection.run([['DEL', ...keys]]))
      },
      clear: () => connection.runEverywhere(['FLUSHDB']),
      metrics: () => connection.metrics(),
      stop: () => connection.close(),
    }
  },
})

function restMs(expiresAtMs: number, nowMs: number): number {
  return Math.max(Math.round(expiresAtMs - nowMs), 1)
}
