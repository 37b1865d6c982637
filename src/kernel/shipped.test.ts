import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadInlineConfig } from './config/load.ts'
import { definePlugin, type Plugin } from './plugin.ts'
import { loadShipped, type ShippedPlugin } from './shipped.ts'

function plugin(name: string): Plugin {
  return definePlugin({ name, setup: () => ({}) })
}

function shipped(name: string, activation: Partial<ShippedPlugin> = {}): ShippedPlugin {
  return { name, ...activation, load: async () => plugin(name) }
}

async function loaded(yaml: string, own: readonly Plugin[] = []): Promise<string[]> {
  const { config } = await loadInlineConfig(yaml)
  const all = [
    shipped('lock', { always: true }),
    shipped('server', { activeWith: ['http.classic'] }),
    shipped('http'),
    shipped('kv'),
  ]
  return (await loadShipped(all, config, own)).map(({ name }) => name)
}

test('loadShipped() loads what the configuration asks for, in the order of the list', async () => {
  assert.deepEqual(await loaded('{}'), ['lock'])
  assert.deepEqual(await loaded('kv: {a: 1}\nhttp: {address: ":0"}\nserver:'), ['lock', 'http', 'kv'])
  assert.deepEqual(await loaded('http: {classic: {root: .}}'), ['lock', 'server', 'http'])
})

test('loadShipped() loads what ships under the name of a plugin of the user', async () => {
  assert.deepEqual(await loaded('{}', [plugin('kv'), plugin('mine')]), ['lock', 'kv'])
})
