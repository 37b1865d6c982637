import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { within } from '../../../../test/support/wait.ts'
import { type Logger, silentLogger } from '../../../lib/log.ts'
import type { Storage } from '../contract.ts'
import { testStorage } from '../testing/storage-contract.ts'
import { boltdb } from './boltdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-boltdb-'))
after(() => rmSync(folder, { recursive: true }))

testStorage(boltdb, { config: { file: join(folder, 'contract.db') }, lacks: ['lasting ttl'] })

async function open(options: Readonly<Record<string, unknown>>): Promise<Storage> {
  return await boltdb.open({ config: boltdb.config.parse(options), log: silentLogger })
}

const value = new Uint8Array([1])

test('values, and the times they expire, are there after a restart', async () => {
  // spec 06 #19, #25
  const file = join(folder, 'restart.db')
  const expiresAtMs = Date.now() + 60_000
  const first = await open({ file })
  await first.setMany([
    { key: 'stays', value, expiresAtMs: undefined },
    { key: 'timed', value, expiresAtMs },
  ])
  await first.stop()
  const second = await open({ file })
  assert.deepEqual(
    (await second.getMany(['stays', 'timed'])).map((found) => found?.length),
    [1, 1],
  )
  assert.deepEqual(await second.expiriesOf?.(['stays', 'timed']), [undefined, expiresAtMs])
  await second.stop()
})

for (const [permissions, mode] of [
  [0o640, 0o640],
  [640, 0o640],
  [0o777, 0o755],
  [undefined, 0o755],
] as const) {
  test(`permissions ${String(permissions)} make a file of mode ${mode.toString(8)}`, async () => {
    // spec 06 #19
    const file = join(folder, `mode-${String(permissions)}.db`)
    const old = process.umask(0o022)
    const storage = await open({ file, permissions }).finally(() => process.umask(old))
    assert.equal(statSync(file).mode & 0o777, mode)
    await storage.stop()
  })
}

test('keys that are empty or too long are refused with the texts of bbolt', async () => {
  const storage = await open({ file: join(folder, 'keys.db') })
  const set = async (key: string): Promise<void> => storage.setMany([{ key, value, expiresAtMs: undefined }])
  await assert.rejects(set(''), { message: 'key required' })
  await assert.rejects(set('k'.repeat(32_769)), { message: 'key too large' })
  await set('k'.repeat(32_768))
  await storage.stop()
})

test('expired keys leave the file within the interval', async () => {
  // spec 06 #15
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const log: Logger = { ...silentLogger, debug: (message, fields) => resolve([message, fields]) }
  const storage = await boltdb.open({
    config: boltdb.config.parse({ file: join(folder, 'sweep.db'), interval: 1 }),
    log,
  })
  await storage.setMany([
    { key: 'short', value, expiresAtMs: Date.now() + 50 },
    { key: 'stays', value, expiresAtMs: undefined },
  ])
  assert.deepEqual(await within(30_000, 'the sweep', promise), ['expired keys deleted', { count: 1 }])
  await storage.stop()
})
