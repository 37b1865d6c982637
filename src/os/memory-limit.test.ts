import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { memoryLimitBytes } from './memory-limit.ts'

/** A tree of control groups, and the limit that a member of it has. */
async function limitOf(membership: string, files: Readonly<Record<string, string>>): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'courser-cgroup-'))
  for (const [path, text] of Object.entries({ ...files, membership })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return await memoryLimitBytes(root, join(root, 'membership'))
}

test('memoryLimitBytes() takes the smallest limit on the way up, v2', async () => {
  const files = { 'pod/memory.max': '300000000\n', 'pod/app/memory.max': '500000000\n' }
  assert.equal(await limitOf('0::/pod/app\n', files), 300_000_000)
})

test('memoryLimitBytes() reads v1', async () => {
  const files = {
    'memory/app/memory.limit_in_bytes': '400000000\n',
    'memory/memory.limit_in_bytes': '9223372036854771712\n',
  }
  assert.equal(await limitOf('4:cpu:/\n3:memory,hugetlb:/app\n0::/\n', files), 400_000_000)
})

test('memoryLimitBytes() is the memory of the machine without a limit', async () => {
  assert.equal(await limitOf('0::/app\n', { 'app/memory.max': 'max\n' }), totalmem())
  assert.equal(await memoryLimitBytes('/nowhere', '/nowhere'), totalmem())
})
