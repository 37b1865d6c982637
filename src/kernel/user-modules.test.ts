import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { LayeredConfig } from './config/layers.ts'
import { loadUserModules } from './user-modules.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-modules-'))
after(() => rmSync(folder, { recursive: true }))

const api = { definePlugin: <T>(plugin: T): T => plugin, mark: Symbol('the program’s own') }

function load(name: string, source?: string) {
  if (source !== undefined) writeFileSync(join(folder, name), source)
  const tree = { plugins: [join(folder, name)] }
  return loadUserModules(new LayeredConfig({ path: 'x', format: 'yaml', tree, lines: new Map() }), async () => api)
}

test('loadUserModules() gives TypeScript modules the exports of the program', async () => {
  const modules = await load(
    'one.ts',
    `import { definePlugin, mark } from 'courser'
     export const mine = definePlugin({ name: 'mine', mark: mark as symbol, setup: () => ({}) })
     export const brotli = { kind: 'http.middleware', name: 'Brotli' }
     export default brotli`,
  )
  const [plugin] = modules.plugins
  assert.equal(plugin?.name, 'mine')
  assert.equal((plugin as unknown as typeof api).mark, api.mark)
  assert.deepEqual(modules.definitions('http.middleware'), [{ kind: 'http.middleware', name: 'Brotli' }])
  assert.deepEqual(modules.definitions('other'), [])
  assert.deepEqual([...modules.sections.keys()], ['http.brotli'])
})

test('loadUserModules() takes CommonJS, and what module.exports is', async () => {
  const modules = await load(
    'two.cjs',
    `module.exports = require('courser').definePlugin({ name: 'two', setup: () => ({}) })`,
  )
  assert.deepEqual(
    modules.plugins.map(({ name }) => name),
    ['two'],
  )
})

test('loadUserModules() names the module that is missing, throws or exports nothing', async () => {
  await assert.rejects(load('nope.ts'), { code: 'RR_USER_MODULE_MISSING' })
  await assert.rejects(load('broken.ts', `throw new Error('boom')`), {
    code: 'RR_USER_MODULE_FAILED',
    message: /broken\.ts: boom \(plugins\)$/,
  })
  await assert.rejects(load('empty.ts', 'export const x = 1'), { code: 'RR_USER_MODULE_EMPTY' })
})
