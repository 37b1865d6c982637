import type { z } from 'zod'
import { section } from '../../../lib/scalars.ts'
import { defineStorage, type StorageDefinition, type StorageItem } from '../contract.ts'
import { ExpiryWheel } from '../expiry-wheel.ts'

const config = section({})

/** Values in this process: fast, gone at a restart. Follows: spec 06 §1.6. */
export const memory: StorageDefinition<z.infer<typeof config>> = defineStorage({
  name: 'memory',
  config,
  texts: { operation: 'in_memory_plugin', noTimeout: 'timeout for MExpire is empty or key is empty' },
  open({ log }) {
    const items = new Map<string, StorageItem>()
    const wheel = new ExpiryWheel((key) => {
      items.delete(key)
      log.debug('ttl expired', { key })
    })
    const alive = (key: string, now: number): StorageItem | undefined => {
      const item = items.get(key)
      return item?.expiresAtMs !== undefined && item.expiresAtMs <= now ? undefined : item
    }
    const remove = (key: string): void => {
      const expiresAtMs = items.get(key)?.expiresAtMs
      if (expiresAtMs !== undefined) wheel.remove(key, expiresAtMs)
      items.delete(key)
    }
    const put = (item: StorageItem): void => {
      remove(item.key)
      items.set(item.key, item)
      if (item.expiresAtMs !== undefined) wheel.add(item.key, item.expiresAtMs)
    }
    return {
      getMany(keys) {
        const now = Date.now()
        return keys.map((key) => alive(key, now)?.value)
      },
      setMany(added) {
        // A copy: a view would keep all that arrived with it in memory.
        for (const { key, value, expiresAtMs } of added) put({ key, value: new Uint8Array(value), expiresAtMs })
      },
      expireMany(times) {
        const now = Date.now()
        for (const { key, expiresAtMs } of times) {
          const item = alive(key, now)
          if (item !== undefined) put({ ...item, expiresAtMs })
        }
      },
      expiriesOf(keys) {
        const now = Date.now()
        return keys.map((key) => {
          const item = alive(key, now)
          return item === undefined ? undefined : (item.expiresAtMs ?? 0)
        })
      },
      deleteMany: (keys) => keys.forEach(remove),
      clear() {
        items.clear()
        wheel.clear()
      },
      stop: () => wheel.clear(),
    }
  },
})
