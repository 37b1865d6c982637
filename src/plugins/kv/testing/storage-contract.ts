/* What every storage does, whatever its backend. A case that all drivers should pass goes here. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { RpcMethod } from '../../../kernel/rpc.ts'
import { silentLogger } from '../../../lib/log.ts'
import type { StorageDefinition } from '../contract.ts'
import { OpenStorage } from '../open-storage.ts'
import { kvMethods } from '../rpc.ts'

/** What a backend may honestly lack. */
export type StorageLack =
  /** It cannot tell when a key expires. */
  | 'ttl'
  /** TTL leaves out keys that stay. */
  | 'lasting ttl'
  /** Times are rounded up to whole seconds, and its clock may be one behind. */
  | 'milliseconds'
  /** Values of more than 1 MB. */
  | 'large values'
  /** Blanks, control characters and more than 250 bytes in a key. */
  | 'any key'
  /** MExpire on a missing key is an error. */
  | 'quiet expire'

/** How a storage for the tests is opened. */
export interface StorageUnderTest {
  /** Its options, as they stand under `config:`. A function is called when the tests start. */
  readonly config: unknown
  readonly lacks?: readonly StorageLack[]
}

/** An item of an answer. */
export interface AnswerItem {
  readonly key: string
  readonly value?: Uint8Array
  readonly timeout?: string
}

/** An item of a request, with what it does not name left out. */
export interface CallItem {
  readonly key: string
  readonly value?: string | Uint8Array
  readonly timeout?: string
}

/** Calls the RPC methods of one storage as PHP does, without a connection. */
export class StorageCaller {
  readonly #methods

  constructor(storage: OpenStorage) {
    this.#methods = kvMethods((name) => (name === 'test' ? storage : undefined))
  }

  async call(method: string, items: readonly CallItem[] = [], storage = 'test'): Promise<readonly AnswerItem[]> {
    const found = this.#methods[method] as unknown as RpcMethod<unknown, { readonly items: readonly AnswerItem[] }>
    const full = items.map(({ key, value = '', timeout = '' }) => ({
      key,
      value: Buffer.from(value as string),
      timeout,
    }))
    return (await found.call({ storage, items: full })).items
  }

  /** Values as text by key. */
  async values(...keys: readonly string[]): Promise<Record<string, string>> {
    const found = await this.call('MGet', items(keys))
    return Object.fromEntries(found.map(({ key, value }) => [key, Buffer.from(value ?? []).toString()]))
  }
}

/** Items of keys alone. */
export function items(keys: readonly string[]): CallItem[] {
  return keys.map((key) => ({ key }))
}

/** A time from now, RFC 3339. */
export function inMs(ms: number): string {
  return new Date(Date.now() + ms).toISOString()
}

/** Holds a driver to what storages promise. The backend is emptied. */
export function testStorage<Config>(definition: StorageDefinition<Config>, under: StorageUnderTest): void {
  const lacks = (lack: StorageLack): boolean => under.lacks?.includes(lack) ?? false
  describe(`storage ${definition.name}`, () => {
    let open: OpenStorage
    let caller: StorageCaller
    before(async () => {
      const raw: unknown = typeof under.config === 'function' ? await (under.config as () => unknown)() : under.config
      const config = definition.config.parse(raw)
      open = new OpenStorage('test', definition, await definition.open({ config, log: silentLogger }))
      caller = new StorageCaller(open)
      await caller.call('Clear')
    })
    after(async () => open.storage.stop())

    const method = (name: string): string => `${definition.texts.operation}_${name}`

    test('MGet gives the bytes that Set stored, in the order asked, each key once', async () => {
      // spec 06 #12, #13, #29
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
      await caller.call('Set', [
        { key: 'bytes', value: bytes },
        { key: 'lines', value: 'a\r\nEND\r\nb' },
        { key: 'empty', value: '' },
        { key: 'ключ', value: 'unicode' },
      ])
      const found = await caller.call('MGet', items(['ключ', 'missing', 'bytes', 'empty', 'lines', 'bytes']))
      assert.deepEqual(
        found.map(({ key }) => key),
        ['ключ', 'bytes', 'empty', 'lines'],
      )
      assert.deepEqual(Buffer.from(found[1]?.value ?? []), bytes)
      assert.deepEqual(Buffer.from(found[2]?.value ?? [1]), Buffer.alloc(0))
      assert.equal(Buffer.from(found[3]?.value ?? []).toString(), 'a\r\nEND\r\nb')
    })

    test('Has lists the keys that are there', async () => {
      // spec 06 #12
      await caller.call('Set', [{ key: 'here', value: 'x' }])
      assert.deepEqual(await caller.call('Has', items(['missing', 'here', 'here'])), [{ key: 'here' }])
    })

    test('Set keeps a value independent of the buffer it came in', async () => {
      const value = Buffer.from('before')
      await caller.call('Set', [{ key: 'copied', value }])
      value.write('after!')
      assert.deepEqual(await caller.values('copied'), { copied: 'before' })
    })

    test('the last of several items with one key counts', async () => {
      await caller.call('Set', [
        { key: 'twice', value: '1', timeout: inMs(-1000) },
        { key: 'twice', value: '2' },
        { key: 'gone', value: '1' },
        { key: 'gone', value: '2', timeout: inMs(-1000) },
      ])
      assert.deepEqual(await caller.values('twice', 'gone'), { twice: '2' })
    })

    test('Delete removes the named keys and no others', async () => {
      // spec 06 #13
      await caller.call('Set', [
        { key: 'd1', value: '1' },
        { key: 'd2', value: '2' },
        { key: 'd3', value: '3' },
      ])
      await caller.call('Delete', items(['d1', 'missing', 'd3', 'd1']))
      assert.deepEqual(await caller.values('d1', 'd2', 'd3'), { d2: '2' })
    })

    test('Clear empties the storage', async () => {
      // spec 06 #13
      await caller.call('Set', [
        { key: 'c1', value: '1', timeout: inMs(60_000) },
        { key: 'c2', value: '2' },
      ])
      await caller.call('Clear', items(['ignored']))
      assert.deepEqual(await caller.call('Has', items(['c1', 'c2'])), [])
    })

    test('empty lists of items are answered with nothing', async () => {
      // spec 06 #26
      for (const name of ['Has', 'Set', 'MGet', 'MExpire', 'Delete'])
        assert.deepEqual(await caller.call(name), [], name)
      if (!lacks('ttl')) assert.deepEqual(await caller.call('TTL'), [])
    })

    test('an unknown storage and an empty name are refused by every method', async () => {
      // spec 06 #2, #3
      for (const name of ['Has', 'Set', 'MGet', 'MExpire', 'TTL', 'Delete', 'Clear']) {
        const message = new RegExp(`^(rpc_${name.toLowerCase()}|rcp_delete): no such storage: ghost$`)
        await assert.rejects(caller.call(name, items(['a']), 'ghost'), { message })
        await assert.rejects(caller.call(name, items(['a']), ''), { message: /no storage provided|no such storage: $/ })
      }
    })

    test('a blank key is refused, and nothing is done', async () => {
      // spec 06 #28
      await caller.call('Set', [{ key: 'kept', value: 'x' }])
      const asking = lacks('ttl') ? ['Has', 'MGet', 'Delete'] : ['Has', 'MGet', 'TTL', 'Delete']
      for (const name of asking) {
        for (const key of ['', ' \t\n']) {
          const message = new RegExp(`_${name.toLowerCase()}|rcp_delete: key can't be empty string:\n\t${method('')}`)
          await assert.rejects(caller.call(name, items(['kept', key])), { message })
        }
      }
      assert.deepEqual(await caller.values('kept'), { kept: 'x' })
    })

    test('a time that is none is refused, quoting it', async () => {
      // spec 06 #30
      await caller.call('Set', [{ key: 'timed', value: 'old' }])
      for (const timeout of ['soon', '2026-02-30T00:00:00Z', '2030-01-01 00:00:00Z']) {
        const message = `rpc_set: parsing time "${timeout}"`
        await assert.rejects(caller.call('Set', [{ key: 'timed', value: 'new', timeout }]), (error: Error) =>
          error.message.startsWith(message),
        )
      }
      assert.deepEqual(await caller.values('timed'), { timed: 'old' })
    })

    test('a key disappears at its time, not before; its neighbour stays', async () => {
      // spec 06 #15, #22
      const timeout = inMs(1500)
      await caller.call('Set', [
        { key: 'short', value: 'x', timeout },
        { key: 'stays', value: 'y' },
      ])
      assert.deepEqual(await caller.values('short', 'stays'), { short: 'x', stays: 'y' })
      await untilGone(caller, 'short')
      if (!lacks('milliseconds')) assert.ok(Date.now() >= Date.parse(timeout) - 2, 'it was gone before its time')
      assert.deepEqual(await caller.call('Has', items(['short', 'stays'])), [{ key: 'stays' }])
    })

    test('Set with a time that has passed leaves the key absent', async () => {
      // spec 06 #23
      await caller.call('Set', [{ key: 'late', value: 'old' }])
      await caller.call('Set', [{ key: 'late', value: 'new', timeout: inMs(-1) }])
      assert.deepEqual(await caller.values('late'), {})
    })

    test('Set without a time takes away the time of before', async () => {
      // spec 06 #25
      await caller.call('Set', [
        { key: 'freed', value: '1', timeout: inMs(1000) },
        { key: 'witness', value: '1', timeout: inMs(1000) },
      ])
      await caller.call('Set', [{ key: 'freed', value: '2' }])
      await untilGone(caller, 'witness')
      assert.deepEqual(await caller.values('freed'), { freed: '2' })
    })

    test('MExpire gives a key a time, and keeps its value', async () => {
      // spec 06 #16, #24
      await caller.call('Set', [
        { key: 'expired', value: 'x' },
        { key: 'moved', value: 'y', timeout: inMs(1000) },
      ])
      await caller.call('MExpire', [
        { key: 'expired', timeout: inMs(1500) },
        { key: 'moved', timeout: inMs(60_000) },
      ])
      assert.deepEqual(await caller.values('expired', 'moved'), { expired: 'x', moved: 'y' })
      await untilGone(caller, 'expired')
      assert.deepEqual(await caller.values('moved'), { moved: 'y' })
    })

    test('MExpire with a time that has passed removes the key', async () => {
      await caller.call('Set', [{ key: 'ended', value: 'x' }])
      await caller.call('MExpire', [{ key: 'ended', timeout: inMs(-1) }])
      assert.deepEqual(await caller.values('ended'), {})
    })

    test('MExpire without a time or with a blank key is refused', async () => {
      const text = definition.texts.noTimeout ?? 'should set timeout and at least one key'
      const message = `rpc_mexpire:\n\t${method('mexpire')}: ${text}`
      await assert.rejects(caller.call('MExpire', [{ key: 'a' }]), { message })
      await assert.rejects(caller.call('MExpire', [{ key: ' ', timeout: inMs(1000) }]), { message })
    })

    test('MExpire leaves a missing key missing', async () => {
      // spec 06 #24
      const call = caller.call('MExpire', [{ key: 'never', timeout: inMs(60_000) }])
      if (lacks('quiet expire')) await assert.rejects(call, { message: /^rpc_mexpire:\n\t.*_mexpire: / })
      else await call
      assert.deepEqual(await caller.values('never'), {})
    })

    test('TTL tells the times, in whole seconds and UTC', async () => {
      // spec 06 #14, #17, #27
      const timeout = inMs(90_000)
      await caller.call('Set', [
        { key: 'timed', value: 'x', timeout },
        { key: 'lasting', value: 'y' },
      ])
      if (lacks('ttl')) {
        const text = definition.texts.noExpiries ?? `not valid request for ${definition.name}`
        await assert.rejects(caller.call('TTL', items(['timed'])), { message: `rpc_ttl:\n\t${method('ttl')}: ${text}` })
        return
      }
      const [timed, ...others] = await caller.call('TTL', items(['timed', 'lasting', 'missing']))
      assert.deepEqual(others, lacks('lasting ttl') ? [] : [{ key: 'lasting', timeout: '' }])
      assert.equal(timed?.key, 'timed')
      assert.match(timed?.timeout ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
      assert.ok(Math.abs(Date.parse(timed?.timeout ?? '') - Date.parse(timeout)) <= 1000)
    })

    test('a value of 5 MB comes back whole, or is refused and harms nothing', async () => {
      // spec 06 #29
      const value = Buffer.alloc(5 * 1024 * 1024, 'abcdefghijk')
      const set = caller.call('Set', [{ key: 'large', value }])
      if (lacks('large values')) await assert.rejects(set, { message: /^rpc_set:\n\t.*_set: .*too large/ })
      else {
        await set
        const [item] = await caller.call('MGet', items(['large']))
        assert.ok(Buffer.from(item?.value ?? []).equals(value))
      }
      await caller.call('Set', [{ key: 'small', value: 'x' }])
      assert.deepEqual(await caller.values('small'), { small: 'x' })
    })

    test('a key may hold anything, or is refused and harms nothing', async () => {
      // spec 06 #31
      for (const key of ['with blank', 'line\r\nbreak', 'k'.repeat(251)]) {
        const set = caller.call('Set', [{ key, value: 'x' }])
        if (lacks('any key')) {
          await assert.rejects(set, { message: /malformed: key is too long or contains invalid characters$/ })
          await assert.rejects(caller.call('MGet', items([key])), { message: /malformed: key/ })
        } else {
          await set
          assert.deepEqual(await caller.values(key), { [key]: 'x' })
        }
      }
      await caller.call('Set', [{ key: 'plain', value: 'x' }])
      assert.deepEqual(await caller.values('plain'), { plain: 'x' })
    })

    test('many calls at once are each answered with their own', async () => {
      // spec 06 #35
      const numbers = Array.from({ length: 300 }, (_, index) => index)
      await Promise.all(numbers.map((number) => caller.call('Set', [{ key: `many-${number}`, value: `v${number}` }])))
      const found = await Promise.all(numbers.map((number) => caller.values(`many-${number}`)))
      assert.deepEqual(
        found,
        numbers.map((number) => ({ [`many-${number}`]: `v${number}` })),
      )
    })
  })
}

async function untilGone(caller: StorageCaller, key: string): Promise<void> {
  const deadline = performance.now() + 10_000
  while ((await caller.call('Has', items([key]))).length > 0) {
    assert.ok(performance.now() < deadline, `${key} is still there after 10 seconds`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
