import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import type { Store, StoreOptions } from './contract.ts'
import { openStore } from './store.ts'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'courser-store-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function storeOf(t: TestContext, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ file: join(folderOf(t), 'a.db'), lockTimeoutMs: 100, ...options })
  t.after(() => store.close())
  return store
}

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const text = (value: Uint8Array | undefined): string | undefined =>
  value === undefined ? undefined : Buffer.from(value).toString()

test('a table keeps what was set, by key, and nothing of other tables', async (t) => {
  const store = await storeOf(t)
  const [users, other] = [store.table('users'), store.table('a "quoted" name; DROP TABLE x')]
  await users.setMany([
    { key: 'a', value: bytes('1') },
    { key: '', value: bytes('empty key') },
    { key: 'nul\0s', value: new Uint8Array([0, 255, 13, 10]) },
  ])
  await other.setMany([{ key: 'a', value: bytes('2') }])
  const found = await users.getMany(['a', 'missing', '', 'nul\0s'])
  assert.deepEqual(found.map(text), ['1', undefined, 'empty key', Buffer.from([0, 255, 13, 10]).toString()])
  assert.deepEqual((await other.getMany(['a'])).map(text), ['2'])
  await users.deleteMany(['a', 'missing'])
  assert.deepEqual(await users.getMany(['a']), [undefined])
  await users.clear()
  assert.deepEqual([await users.count(), await other.count()], [0, 1])
})

test('a table hides records whose time has passed, and sweeps them away', async (t) => {
  const table = (await storeOf(t)).table('t')
  const soon = Date.now() + 60_000
  await table.setMany([
    { key: 'past', value: bytes('x'), expiresAtMs: Date.now() - 1 },
    { key: 'soon', value: bytes('y'), expiresAtMs: soon + 0.7 },
    { key: 'never', value: bytes('z') },
  ])
  assert.deepEqual(await table.expiriesOf(['past', 'soon', 'never', 'missing']), [undefined, soon, 0, undefined])
  assert.deepEqual((await table.getMany(['past', 'soon'])).map(text), [undefined, 'y'])
  await table.expireMany([
    { key: 'past', expiresAtMs: soon },
    { key: 'never', expiresAtMs: soon },
    { key: 'missing', expiresAtMs: soon },
  ])
  assert.deepEqual(await table.expiriesOf(['past', 'never', 'missing']), [undefined, soon, undefined])
  await table.setMany([{ key: 'never', value: bytes('again') }])
  assert.deepEqual(await table.expiriesOf(['never']), [0], 'a new value has no time of the old one')
  assert.equal(await table.count(), 3)
  assert.equal(await table.sweep(100), 1)
  assert.equal(await table.count(), 2)
})

test('a queue gives records by priority, then in order of arrival, each to one taker', async (t) => {
  const queue = (await storeOf(t)).queue('q')
  const ids = await queue.push([
    { body: bytes('b'), priority: 10 },
    { body: bytes('c'), priority: 10 },
    { body: bytes('a'), priority: 1 },
    { body: bytes('later'), priority: 1, dueMs: Date.now() + 60_000 },
  ])
  assert.deepEqual(await queue.counts(), { ready: 3, delayed: 1, taken: 0 })
  const [first, second] = await Promise.all([queue.take(2), queue.take(2)])
  assert.deepEqual(
    [first, second].map((batch) => batch.map(({ body }) => text(body))),
    [['a', 'b'], ['c']],
  )
  assert.deepEqual(await queue.counts(), { ready: 0, delayed: 1, taken: 3 })
  await queue.remove([ids[2] as number])
  assert.deepEqual(await queue.counts(), { ready: 0, delayed: 1, taken: 2 })
})

test('a queue takes records back, changed or not, and gives delayed ones when they are due', async (t) => {
  const queue = (await storeOf(t)).queue('q')
  const [a, b, c] = (await queue.push(['a', 'b', 'c'].map((body) => ({ body: bytes(body), priority: 5 })))) as [
    number,
    number,
    number,
  ]
  await queue.take(3)
  const dueMs = Date.now() + 60_000
  await queue.release([{ id: b }, { id: a, body: bytes('a again'), priority: 9 }, { id: c, dueMs }, { id: 999, dueMs }])
  assert.equal(await queue.nextDueMs(), dueMs)
  assert.deepEqual(
    (await queue.take(9)).map(({ body, priority }) => [text(body), priority]),
    [
      ['b', 5],
      ['a again', 9],
    ],
  )
  await queue.release([{ id: b, dueMs: Date.now() - 1 }, { id: c }])
  assert.deepEqual(
    (await queue.take(9)).map(({ id }) => id),
    [b],
    'only taken records are released',
  )
})

test('a queue gives a delayed record once its time has come', async (t) => {
  const queue = (await storeOf(t)).queue('q')
  const dueMs = Date.now() + 30
  await queue.push([{ body: bytes('x'), priority: 0, dueMs }])
  for (;;) {
    const taken = await queue.take(1)
    if (taken.length === 0) continue
    assert.ok(Date.now() >= dueMs)
    break
  }
  assert.equal(await queue.nextDueMs(), undefined)
})

test('everything is there after closing and opening again; what was taken is ready', async (t) => {
  const file = join(folderOf(t), 'a.db')
  const first = await openStore({ file })
  await first.queue('q').push([1, 2, 3].map((number) => ({ body: new Uint8Array([number]), priority: 1 })))
  const taken = await first.queue('q').take(2)
  await first.queue('q').remove([taken[0]?.id as number])
  const last = first.table('t').setMany([{ key: 'k', value: bytes('v') }])
  await first.close()
  await last
  await assert.rejects(first.table('t').count(), { code: 'RR_STORE_CLOSED' })
  assert.deepEqual(readdirSync(join(file, '..')), ['a.db'], 'the log is merged at the close')
  const second = await openStore({ file })
  t.after(() => second.close())
  assert.deepEqual((await second.table('t').getMany(['k'])).map(text), ['v'])
  assert.deepEqual(await second.queue('q').counts(), { ready: 2, delayed: 0, taken: 0 })
  const next = await second.queue('q').push([{ body: bytes('new'), priority: 1 }])
  assert.deepEqual(next, [4], 'an id is never used twice')
})

test('a new file gets the mode asked for', async (t) => {
  const store = await storeOf(t, { mode: 0o600 })
  await store.table('t').clear()
  assert.equal(statSync(store.file).mode & 0o777, 0o600)
})

test('calls of many callers share transactions and are answered in order', async (t) => {
  const table = (await storeOf(t)).table('t')
  const done: number[] = []
  await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      await table.setMany([{ key: `k${index}`, value: new Uint8Array(100) }])
      done.push(index)
    }),
  )
  assert.deepEqual(done, Array.from(done.keys()))
  assert.equal(await table.count(), 500)
})

test('a call that fails takes nothing along: the others of its batch are done', async (t) => {
  const store = await storeOf(t)
  const [queue, fresh, table] = [store.queue('jobs'), store.queue('fresh'), store.table('records')]
  const bad = 'not bytes' as unknown as Uint8Array
  const [first, half, taken, made, set, last] = await Promise.allSettled([
    queue.push([{ body: bytes('1'), priority: 10 }]),
    queue.push([
      { body: bytes('undone'), priority: 10 },
      { body: bad, priority: 10 },
    ]),
    queue.take(10),
    fresh.push([{ body: bad, priority: 1 }]),
    table.setMany([{ key: 'a', value: bytes('2') }]),
    fresh.push([{ body: bytes('3'), priority: 1 }]),
  ])
  assert.equal(first?.status, 'fulfilled')
  for (const outcome of [half, made]) {
    assert.equal(outcome?.status, 'rejected')
    assert.match(String(outcome.reason), /Cannot use the store .*a\.db: .*BLOB/)
  }
  assert.deepEqual(taken?.status === 'fulfilled' && taken.value.map(({ body }) => text(body)), ['1'])
  assert.equal(set?.status, 'fulfilled')
  assert.equal(last?.status, 'fulfilled')
  assert.deepEqual(await queue.counts(), { ready: 0, delayed: 0, taken: 1 })
  assert.deepEqual(
    (await fresh.take(10)).map(({ body }) => text(body)),
    ['3'],
  )
  assert.deepEqual((await table.getMany(['a'])).map(text), ['2'])
})

test('a record that replaces another stands behind all that wait', async (t) => {
  const queue = (await storeOf(t)).queue('jobs')
  await queue.push([
    { body: bytes('old'), priority: 10 },
    { body: bytes('next'), priority: 10 },
  ])
  const [old] = await queue.take(1)
  await queue.replace(old?.id ?? 0, { body: bytes('new'), priority: 10 })
  assert.deepEqual(
    (await queue.take(10)).map(({ body }) => text(body)),
    ['next', 'new'],
  )
})

test('what waits for the disk is bounded: more is refused, and later calls are taken again', async (t) => {
  const table = (await storeOf(t, { waitingMaxBytes: 100_000 })).table('t')
  const value = new Uint8Array(40_000)
  const writes = Array.from({ length: 5 }, (_, index) => table.setMany([{ key: String(index), value }]))
  const results = await Promise.allSettled(writes)
  const codes = results.map((result) =>
    result.status === 'rejected' ? (result.reason as { code: string }).code : 'ok',
  )
  assert.deepEqual(codes, ['ok', 'ok', 'RR_STORE_OVERLOADED', 'RR_STORE_OVERLOADED', 'RR_STORE_OVERLOADED'])
  assert.equal(await table.count(), 2)
  await table.setMany([{ key: 'one larger than all that may wait', value: new Uint8Array(200_000) }])
})

const refusals: readonly (readonly [what: string, write: (file: string) => void, code: string, message: RegExp])[] = [
  [
    'a file of RoadRunner', // spec 06 #34
    (file) => {
      const page = Buffer.alloc(4096)
      page.writeUInt32LE(0xed0cdaed, 16)
      writeFileSync(file, page)
    },
    'RR_STORE_FOREIGN',
    /a\.db: it is a bbolt file, as RoadRunner writes it, wanted a store of ours or no file$/,
  ],
  [
    'a database of another program',
    (file) => {
      const db = new DatabaseSync(file)
      db.exec('CREATE TABLE precious (x)')
      db.close()
    },
    'RR_STORE_FOREIGN',
    /an SQLite database of another program/,
  ],
  ['a text', (file) => writeFileSync(file, 'precious\n'.repeat(1000)), 'RR_STORE_CORRUPT', /file is not a database/],
]

for (const [what, write, code, message] of refusals) {
  test(`openStore() refuses ${what} and leaves it as it is`, async (t) => {
    const file = join(folderOf(t), 'a.db')
    write(file)
    const before = readFileSync(file)
    await assert.rejects(openStore({ file }), { code, message })
    await assert.rejects(openStore({ file }), { code })
    assert.deepEqual(readFileSync(file), before)
  })
}

test('openStore() names a folder that is not there, and a folder in the place of the file', async (t) => {
  const folder = folderOf(t)
  await assert.rejects(openStore({ file: join(folder, 'no/a.db') }), {
    code: 'RR_STORE_FAILED',
    message: /no\/a\.db: ENOENT: no such file or directory/,
  })
  await assert.rejects(openStore({ file: folder }), { code: 'RR_STORE_FAILED' })
})

test('openStore() refuses a file that this process has open', async (t) => {
  const store = await storeOf(t)
  await assert.rejects(openStore({ file: join(store.file, '../../', store.file.split('/').at(-2) ?? '', 'a.db') }), {
    code: 'RR_STORE_IN_USE',
    message: /timeout, another part of this server has it open/,
  })
})

test('a damaged page fails the calls that need it, with the file and the cause', async (t) => {
  const file = join(folderOf(t), 'a.db')
  const first = await openStore({ file })
  await first
    .table('t')
    .setMany(Array.from({ length: 2000 }, (_, i) => ({ key: `key ${i}`, value: bytes('v'.repeat(50)) })))
  await first.close()
  const damaged = readFileSync(file)
  damaged.fill(0x5a, 3 * 4096)
  writeFileSync(file, damaged)
  const second = await openStore({ file })
  t.after(() => second.close())
  await assert.rejects(second.table('t').getMany(Array.from({ length: 2000 }, (_, i) => `key ${i}`)), {
    code: 'RR_STORE_CORRUPT',
    message: /a\.db: it is damaged \(database disk image is malformed\)/,
  })
})

test('numbers too large to be read back are cut, so that they block nobody else', async (t) => {
  // A priority and a delay of PHP are 64 bits wide.
  const store = await storeOf(t)
  const [queue, table] = [store.queue('q'), store.table('t')]
  await queue.push([
    { body: bytes('last'), priority: 2 ** 60 },
    { body: bytes('first'), priority: -(2 ** 63) },
    { body: bytes('second'), priority: 1.5 },
    { body: bytes('far'), priority: 1, dueMs: 9.3e18 },
  ])
  assert.deepEqual(
    (await queue.take(10)).map(({ body }) => text(body)),
    ['first', 'second', 'last'],
  )
  assert.equal(await queue.nextDueMs(), Number.MAX_SAFE_INTEGER)
  await table.setMany([{ key: 'a', value: bytes('1'), expiresAtMs: 9.3e18 }])
  assert.deepEqual(await table.expiriesOf(['a']), [Number.MAX_SAFE_INTEGER])
})

test('names that differ in case alone are tables and queues of their own', async (t) => {
  const store = await storeOf(t)
  const names = ['Foo', 'foo', '^foo', 'FOO']
  for (const name of names) {
    await store.queue(name).push([{ body: bytes(name), priority: 1 }])
    await store.table(name).setMany([{ key: 'a', value: bytes(name) }])
  }
  for (const name of names) {
    assert.deepEqual(
      (await store.queue(name).take(10)).map(({ body }) => text(body)),
      [name],
    )
    assert.deepEqual((await store.table(name).getMany(['a'])).map(text), [name])
  }
})

test('a table is read in pages, in the order of its keys', async (t) => {
  const table = (await storeOf(t)).table('paged')
  await table.setMany(['c', 'a', 'd', 'b'].map((key) => ({ key, value: bytes(key) })))
  await table.setMany([{ key: 'bb', value: bytes('gone'), expiresAtMs: 1 }])
  const keys = async (after: string): Promise<string[]> => (await table.page(after, 2)).map(({ key }) => key)
  assert.deepEqual([await keys(''), await keys('b'), await keys('d')], [['a', 'b'], ['c', 'd'], []])
})
