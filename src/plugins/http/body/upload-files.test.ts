import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { type LoggedRecord, recordingLogger } from '../testing/plane.ts'
import { UploadError, UploadFiles } from './upload-files.ts'

/** Nobody, on every system that has one. */
const nobody = 65_534

/** Makes this process somebody who may not give files away, for the time of a test. */
function becomeNobody(context: TestContext): void {
  if (process.geteuid?.() !== 0) return
  process.seteuid?.(nobody)
  context.after(() => process.seteuid?.(0))
}

test('a file that cannot be given to the user of the workers is error 7, and leaves nothing', async (context) => {
  // spec 03 #66, §3.4: RoadRunner leaves error 0 and a stray file
  const dir = await mkdtemp(join(tmpdir(), 'courser-chown-'))
  await chmod(dir, 0o777)
  becomeNobody(context)
  context.after(() => rm(dir, { recursive: true }))
  const records: LoggedRecord[] = []
  const files = new UploadFiles({ dir, forbid: [], allow: [], uid: 1, gid: 1 }, recordingLogger(records))
  const upload = await files.save(Readable.from([Buffer.from('content')]), 'a.txt', 'text/plain')
  assert.deepEqual(upload, { name: 'a.txt', mime: 'text/plain', size: 0, error: UploadError.cantWrite, tmpName: '' })
  assert.deepEqual(await readdir(dir), [])
  assert.deepEqual(
    records.map(({ level, message }) => [level, message]),
    [['error', 'error writing the file']],
  )
})
