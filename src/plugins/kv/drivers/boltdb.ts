import type { z } from 'zod'
import { errorText } from '../../../lib/op-error.ts'
import { int, section, text } from '../../../lib/scalars.ts'
import { fileMode } from '../../../store/file-mode.ts'
import { openStore } from '../../../store/store.ts'
import { defineStorage, type StorageDefinition, type StorageItem } from '../contract.ts'

const config = section({
  file: text().default('rr.db').describe('The file, made when missing; its folder must exist'),
  permissions: int()
    .default(0o755)
    .describe('Mode of a new file, as an octal number, masked by the umask; 755 is read as 0755'),
  interval: int().default(60).describe('How often expired keys are removed from the file, seconds; 0 means 60'),
})

const keyMaxBytes = 32_768
/** Keys removed in one transaction of the sweep. */
const sweepMax = 1000

/** Values in a file of this server's own: there after a restart. A write is on the disk when it is answered. Follows: spec 06 §1.9. */
export const boltdb: StorageDefinition<z.infer<typeof config>> = defineStorage({
  name: 'boltdb',
  config,
  texts: { operation: 'boltdb_driver', blankKeyLevels: 2 },
  async open({ config: { file, permissions, interval }, log }) {
    const store = await openStore({ file: file || 'rr.db', mode: fileMode(permissions) })
    const table = store.table('default')
    const sweep = async (): Promise<void> => {
      let removed: number
      do {
        removed = await table.sweep(sweepMax)
        if (removed > 0) log.debug('expired keys deleted', { count: removed })
      } while (removed === sweepMax)
    }
    const timer = setInterval(
      () => {
        sweep().catch((error: unknown) => {
          log.error('error during the gc phase of update', { error: errorText(error) })
        })
      },
      Math.min((interval > 0 ? interval : 60) * 1000, 0x7fff_ffff),
    ).unref()
    return {
      getMany: (keys) => table.getMany(keys),
      setMany(items) {
        checkKeys(items)
        return table.setMany(items)
      },
      expireMany: (items) => table.expireMany(items),
      // Keys without a time are not listed.
      expiriesOf: async (keys) => (await table.expiriesOf(keys)).map((time) => (time === 0 ? undefined : time)),
      deleteMany: (keys) => table.deleteMany(keys),
      clear: () => table.clear(),
      async stop() {
        clearInterval(timer)
        await store.close()
      },
    }
  },
})

function checkKeys(items: readonly StorageItem[]): void {
  for (const { key } of items) {
    if (key === '') throw new Error('key required')
    if (Buffer.byteLength(key) > keyMaxBytes) throw new Error('key too large')
  }
}
