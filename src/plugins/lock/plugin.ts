import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
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
  setup(ctx) {
    const locks: LockBackend = new MemoryLocks()
    ctx.provide(leasesToken, locks)
    return { rpc: lockMethods(() => locks, ctx.log), stop: () => locks.stop() }
  },
})
