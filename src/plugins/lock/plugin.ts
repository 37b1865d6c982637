import { decodeSection } from '../../kernel/config/decode.ts'
import { definePlugin, type Plugin, type PluginContext } from '../../kernel/plugin.ts'
import { RRError } from '../../lib/errors.ts'
import type { LockBackend } from './backend.ts'
import { type LockConfig, lockConfig } from './config.ts'
import { leasesToken } from './contract.ts'
import { MemoryLocks } from './memory-locks.ts'
import { lockMethods } from './rpc.ts'

/** Locks by name for PHP, and leases for plugins. Follows: spec 06 part 2. */
export const lock: Plugin<LockConfig> = definePlugin({
  name: 'lock',
  config: lockConfig,
  always: true,
  weight: 10,
  provides: [leasesToken],
  async sections(reader) {
    if (reader.get('lock.driver') !== 'redis') return new Map()
    const { redisConfig } = await import('../redis/contract.ts')
    return new Map([['lock.config', redisConfig]])
  },
  async setup(ctx) {
    const locks = ctx.config.driver === 'redis' ? await openRedisLocks(ctx) : new MemoryLocks()
    ctx.provide(leasesToken, locks)
    return { rpc: lockMethods(() => locks, ctx.log), stop: () => locks.stop() }
  },
})

/** Loaded when used: most servers lock in memory. */
async function openRedisLocks(ctx: PluginContext<LockConfig>): Promise<LockBackend> {
  const { openRedis, redisConfig } = await import('../redis/contract.ts')
  const { RedisLocks } = await import('./redis-locks.ts')
  if (!ctx.reader.has('lock.config')) throw new RRError('RR_LOCK_NO_REDIS', [])
  return new RedisLocks(openRedis(decodeSection(ctx.reader, 'lock.config', redisConfig), ctx.log))
}
