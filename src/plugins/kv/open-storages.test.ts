import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConfigReader } from '../../kernel/config-reader.ts'
import { type LogFields, type Logger, silentLogger } from '../../lib/log.ts'
import { section, text } from '../../lib/scalars.ts'
import { defineStorage, type StorageDefinition } from './contract.ts'
import { memory } from './drivers/memory.ts'
import { openStorages } from './open-storages.ts'

interface Opened {
  readonly warnings: string[]
  readonly configs: unknown[]
  stopped: number
}

/** A driver that remembers how it was opened. */
function recorder(opened: Opened, name = 'recorder', needsConfig = false): StorageDefinition<unknown> {
  const config = section({ addr: text().default('usual') })
  return defineStorage({
    name,
    config,
    needsConfig,
    async open(context) {
      if (context.config.addr === 'broken') throw new Error('no such backend')
      opened.configs.push(context.config)
      const storage = await memory.open({ ...context, config: {} })
      return { ...storage, stop: () => void opened.stopped++ }
    },
  }) as unknown as StorageDefinition<unknown>
}

function open(config: Readonly<Record<string, unknown>>) {
  const opened: Opened = { warnings: [], configs: [], stopped: 0 }
  const value = (path: string): unknown =>
    path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], config)
  const reader = { has: (path: string) => value(path) != null, get: value, sourceOf: () => undefined }
  const drivers = [recorder(opened), recorder(opened, 'needy', true)]
  const log: Logger = {
    ...silentLogger,
    warn: (message: string, fields?: LogFields) => opened.warnings.push(`${message} ${JSON.stringify(fields)}`),
  }
  const storages = openStorages({
    entries: config['kv'] as Record<string, unknown>,
    reader: reader as unknown as ConfigReader,
    log,
    driver: async (name) => drivers.find((driver) => driver.name === name),
  })
  return { opened, storages }
}

test('each configured name gets a storage of its own', async () => {
  // spec 06 #1
  const { storages } = open({ kv: { a: { driver: 'recorder', config: {} }, b: { driver: 'recorder', config: {} } } })
  const map = await storages
  assert.deepEqual([...map.keys()], ['a', 'b'])
  assert.notEqual(map.get('a')?.storage, map.get('b')?.storage)
})

test('entries that are null, no maps, or of an unknown driver are left out', async () => {
  // spec 06 #4, #5
  const { opened, storages } = open({
    kv: {
      none: null,
      text: 'x',
      number: { driver: 5 },
      ghost: { driver: 'ghost' },
      ok: { driver: 'recorder', config: {} },
    },
  })
  assert.deepEqual([...(await storages).keys()], ['ok'])
  assert.deepEqual(opened.warnings, [
    'wrong type detected in the configuration, please, check yaml indentation {"storage":"text"}',
    'driver field is not a string, skipping storage {"storage":"number"}',
    'no such constructor was registered {"requested":"ghost","storage":"ghost"}',
  ])
})

test('a storage without a driver stops the start', async () => {
  // spec 06 #4
  await assert.rejects(open({ kv: { a: { config: {} } } }).storages, {
    message: 'kv_plugin_serve: could not find mandatory driver field in the a storage',
  })
})

test('a driver that fails stops the start, and what was opened before is stopped', async () => {
  // spec 06 #6, #10
  const { opened, storages } = open({
    kv: { a: { driver: 'recorder', config: {} }, b: { driver: 'recorder', config: { addr: 'broken' } } },
  })
  await assert.rejects(storages, { message: 'kv_plugin_serve: no such backend' })
  assert.equal(opened.stopped, 1)
})

test('options stand in the storage, or in the section that has its name', async () => {
  // spec 06 #7
  const { opened, storages } = open({
    kv: { own: { driver: 'recorder', config: { addr: 'local' } }, shared: { driver: 'recorder' } },
    own: { addr: 'not read' },
    shared: { addr: 'global' },
  })
  await storages
  assert.deepEqual(opened.configs, [{ addr: 'local' }, { addr: 'global' }])
})

test('without options a driver has its defaults, or the start fails if it needs them', async () => {
  // spec 06 #8, 09 #7
  const { opened, storages } = open({ kv: { a: { driver: 'recorder' } } })
  await storages
  assert.deepEqual(opened.configs, [{ addr: 'usual' }])
  assert.deepEqual(opened.warnings, [
    `can't find local or global configuration, this section will be skipped {"storage":"a"}`,
  ])
  await assert.rejects(open({ kv: { a: { driver: 'needy' } } }).storages, {
    message: 'kv_plugin_serve: config not found by provided key: ',
  })
})

test('options that cannot be decoded stop the start', async () => {
  await assert.rejects(open({ kv: { a: { driver: 'recorder', config: { addr: [] } } } }).storages, {
    message: /^kv_plugin_serve:\n\tconfig_plugin_unmarshal_key: .*'addr' expected type 'string'/s,
  })
})
