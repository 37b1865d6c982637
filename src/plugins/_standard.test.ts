import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ShippedPlugin } from '../kernel/shipped.ts'
import { standardPlugins } from './_standard.ts'

test('the list of what ships says of each plugin what the plugin says', async () => {
  for (const shipped of standardPlugins) assert.deepEqual(activation(shipped), activation(await shipped.load()))
  assert.equal(new Set(standardPlugins.map(({ name }) => name)).size, standardPlugins.length)
})

function activation({ name, always, activeWith }: Omit<ShippedPlugin, 'load'>): unknown {
  return { name, always, activeWith }
}
