import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { makePacketFifos, takeBackPackets } from './packet-fifos.ts'
import { unreadBytes } from './pipes.ts'

test('makePacketFifos() gives a reader one write at a time, and takes back what it has not read', async () => {
  const fifos = await makePacketFifos(process.pid)
  assert.ok(fifos)
  const reader = openSync(fifos.inputPath, 'r')
  for (const text of ['one', 'two', 'three']) writeSync(fifos.write, text)
  const buffer = Buffer.alloc(65_536)
  assert.equal(buffer.toString('utf8', 0, readSync(reader, buffer)), 'one')
  assert.equal(unreadBytes(fifos.write), 8)
  assert.deepEqual(takeBackPackets(fifos.write)?.map(String), ['two', 'three'])
  assert.equal(unreadBytes(fifos.write), 0)
  assert.deepEqual(takeBackPackets(fifos.write), [])
  writeSync(fifos.write, 'four')
  assert.equal(buffer.toString('utf8', 0, readSync(reader, buffer)), 'four')
  closeSync(reader)
  await fifos.release()
  assert.throws(() => statSync(dirname(fifos.inputPath)), { code: 'ENOENT' })
  for (const fd of [fifos.write, fifos.read]) closeSync(fd)
  assert.equal(takeBackPackets(fifos.write), undefined)
})

test('a reader that is gone leaves behind what it has not read', async () => {
  const fifos = await makePacketFifos(process.pid)
  assert.ok(fifos)
  const reader = openSync(fifos.inputPath, 'r')
  await fifos.release()
  writeSync(fifos.write, 'unread')
  closeSync(reader)
  assert.equal(unreadBytes(fifos.write), 6)
  assert.throws(() => writeSync(fifos.write, 'more'), { code: 'EPIPE' })
  assert.deepEqual(takeBackPackets(fifos.write)?.map(String), ['unread'])
  for (const fd of [fifos.write, fifos.read]) closeSync(fd)
})

test('a process that ends leaves no names behind', () => {
  const module = new URL('./packet-fifos.ts', import.meta.url)
  const code = `import { makePacketFifos } from '${module.href}'
    console.log((await makePacketFifos(process.pid)).inputPath)
    process.exit()`
  const args = [...process.execArgv.filter((arg) => !arg.startsWith('--test')), '--input-type=module', '-e', code]
  const path = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()
  assert.match(path, /rr-fifos-.*\/in$/)
  assert.throws(() => statSync(dirname(path)), { code: 'ENOENT' })
})
