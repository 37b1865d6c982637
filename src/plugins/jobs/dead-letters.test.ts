import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Delivery, Message } from './contract.ts'
import { DeadLetters } from './dead-letters.ts'

const fate = { reason: 'it failed', attempts: 3, deaths: 0 }
const source = { pipeline: 'mail', driver: 'memory', pool: '', contextKeys: [] }

function job(id: string): Delivery {
  const headers = { 'rr-attempts': ['2'], own: ['1'] }
  const told = (): never => assert.fail('settled by the store')
  const settle = { ack: told, nack: told, reject: told, requeue: told }
  return { id, job: 'Job', payload: Buffer.from(`payload ${id}`), priority: 7, headers, ...settle }
}

function fileFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'courser-dead-'))
  context.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'courser.db')
}

test('a dead letter outlives the server, and is replayed as it was pushed', async (context) => {
  const file = fileFor(context)
  const before = new DeadLetters(file)
  await before.keep(job('one'), source, fate)
  await before.close()
  const letters = new DeadLetters(file)
  context.after(() => letters.close())
  const { letters: listed } = await letters.list('', '', 10)
  const [letter] = listed
  assert.deepEqual([letter?.jobId, letter?.pipeline, letter?.attempts, letter?.bytes], ['one', 'mail', 3, 11])
  const pushed: Message[] = []
  assert.equal(await letters.replay(letter?.id ?? '', (message) => void pushed.push(message)), true)
  const [message] = pushed
  assert.deepEqual([message?.id, message?.pipeline, message?.priority], ['one', 'mail', 7])
  assert.deepEqual(message?.headers, { own: ['1'] })
  assert.equal(Buffer.from(message?.payload ?? []).toString(), 'payload one')
  assert.deepEqual(await letters.list('', '', 10), { letters: [] })
})

test('a replay that is refused leaves the letter; two at a time push it once', async (context) => {
  const letters = new DeadLetters(fileFor(context))
  context.after(() => letters.close())
  await letters.keep(job('one'), source, fate)
  const id = (await letters.list('', '', 1)).letters[0]?.id ?? ''
  await assert.rejects(
    letters.replay(id, () => Promise.reject(new Error('full'))),
    /full/,
  )
  assert.equal((await letters.list('', '', 10)).letters.length, 1)
  let pushes = 0
  const both = [0, 1].map(() => letters.replay(id, async () => void pushes++))
  assert.deepEqual(new Set(await Promise.all(both)), new Set([false, true]))
  assert.equal(pushes, 1)
  await assert.rejects(
    letters.replay(id, () => assert.fail('pushed')),
    { code: 'RR_JOBS_NO_DEAD_LETTER' },
  )
})

test('the listing comes in pages, of one pipeline or of all', async (context) => {
  const letters = new DeadLetters(fileFor(context))
  context.after(() => letters.close())
  for (const id of ['a', 'b', 'c']) await letters.keep(job(id), source, fate)
  await letters.keep(job('d'), { ...source, pipeline: 'other' }, fate)
  const first = await letters.list('mail', '', 2)
  const second = await letters.list('mail', first.next ?? '', 2)
  const ids = [...first.letters, ...second.letters].map(({ jobId }) => jobId)
  assert.deepEqual(ids.toSorted(), ['a', 'b', 'c'])
  assert.equal(second.next, undefined)
  await letters.purge((await letters.list('', '', 10)).letters.map(({ id }) => id))
  assert.deepEqual(await letters.list('', '', 10), { letters: [] })
})

test('looking for dead letters makes no file', async (context) => {
  const file = fileFor(context)
  const letters = new DeadLetters(file)
  assert.deepEqual(await letters.list('', '', 10), { letters: [] })
  await letters.purge(['none'])
  await assert.rejects(letters.show('none'), /Cannot find a dead letter: none/)
  await letters.close()
  assert.equal(existsSync(file), false)
})
