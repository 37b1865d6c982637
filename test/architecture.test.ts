// Holds what the tree promises: which room may import which, names, comments, the error page. See docs/ARCHITECTURE.md.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { errorCodes } from '../src/lib/errors.ts'
import { errorEntries, errorsPage } from '../tools/errors-page.ts'
import { cycles } from './support/import-cycles.ts'
import { readSources, type Source } from './support/sources.ts'

/** Each room and the rooms it may import from, besides itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  gen: [],
  os: ['lib'],
  goridge: ['lib', 'os'],
  pool: ['lib', 'os', 'goridge'],
  store: ['lib'],
  kernel: ['lib'],
  plugins: ['lib', 'gen', 'os', 'goridge', 'pool', 'store', 'kernel'],
  cli: ['lib', 'os', 'gen', 'goridge', 'kernel', 'plugins'],
}

/** Files of no room: what user modules and their tests see; they gather from everywhere. */
const outside = ['src/api.ts', 'src/testing.ts']

const sources = readSources('src')
const roomed = sources.filter((source) => !outside.includes(source.path))

test('every file of src stands in a room', () => {
  assert.deepEqual(
    roomed.filter((source) => rooms[roomOf(source.path)] === undefined).map((source) => source.path),
    [],
  )
})

test('a room imports only from the rooms below it', () => {
  const wrong = roomed.flatMap((source) => {
    const from = roomOf(source.path)
    const allowed = (to: string) =>
      to.startsWith('src/')
        ? roomOf(to) === from || rooms[from]?.includes(roomOf(to)) || givesApi(source.path, to)
        : mayImportOutside(source.path, to)
    return source.files.filter((to) => !allowed(to)).map((to) => `${source.path} -> ${to}`)
  })
  assert.deepEqual(wrong, [])
})

test('a plugin sees of another plugin only its contract', () => {
  const wrong = roomed.flatMap((source) => {
    const own = pluginOf(source.path)
    // The list of what ships names every plugin.
    if (own === undefined || source.path === 'src/plugins/_standard.ts') return []
    return source.files
      .filter((to) => pluginOf(to) !== undefined && pluginOf(to) !== own && !to.endsWith('/contract.ts'))
      .map((to) => `${source.path} -> ${to}`)
  })
  assert.deepEqual(wrong, [])
})

test('processes are started in src/os only', () => {
  const wrong = shipped().filter(
    (source) => roomOf(source.path) !== 'os' && source.modules.some((name) => name.endsWith('child_process')),
  )
  assert.deepEqual(
    wrong.map((source) => source.path),
    [],
  )
})

test('imports make no cycle', () => {
  assert.deepEqual(cycles(new Map(sources.map((source) => [source.path, source.eager]))), [])
})

test('files have kebab-case names', () => {
  const name = /^_?[a-z0-9]+(-[a-z0-9]+)*(\.(test|gen|d))?\.ts$/
  assert.deepEqual(
    sources
      .map((source) => source.path)
      .filter((path) => !path.split('/').slice(1, -1).every(isKebab) || !name.test(path.split('/').at(-1) ?? '')),
    [],
  )
})

test('every exported name says what it is', () => {
  const silent = shipped().flatMap((source) => source.undocumented.map((name) => `${source.path}: ${name}`))
  assert.deepEqual(silent, [])
})

test('docs/errors.md lists every code with advice', () => {
  const entries = errorEntries(readFileSync('src/lib/errors.ts', 'utf8'))
  assert.deepEqual(
    entries.map((entry) => entry.code),
    errorCodes,
    'tools/errors-page.ts does not see the whole table: keep to `CODE: (args) => `text`,`',
  )
  assert.deepEqual(
    entries.filter((entry) => entry.advice === '').map((entry) => entry.code),
    [],
    'a code has no comment saying what to do',
  )
  assert.equal(readFileSync('docs/errors.md', 'utf8'), errorsPage(entries), 'out of date: npm run docs:errors')
})

/** Sources that ship: no tests, nothing generated. */
function shipped(): readonly Source[] {
  return sources.filter(
    (source) => !source.path.endsWith('.test.ts') && !source.path.endsWith('.gen.ts') && roomOf(source.path) !== 'gen',
  )
}

/** `src/pool/worker.ts` → `pool`. */
function roomOf(path: string): string {
  return path.split('/')[1] ?? ''
}

/** `src/plugins/http/plugin.ts` → `http`; undefined for what lies in no plugin's folder. */
function pluginOf(path: string): string | undefined {
  return /^src\/plugins\/([^/]+)\//.exec(path)?.[1]
}

/** The list of what ships hands the program's own exports to user modules. */
function givesApi(from: string, to: string): boolean {
  return from === 'src/plugins/_standard.ts' && to === 'src/api.ts'
}

/** Outside src, tests may use the test support, and whoever tells the version reads it from the package. */
function mayImportOutside(from: string, to: string): boolean {
  return to === 'package.json' || (from.endsWith('.test.ts') && to.startsWith('test/'))
}

function isKebab(folder: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(folder)
}
