import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Found, ScriptFinder } from './script-finder.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-finder-'))
after(() => rmSync(folder, { recursive: true }))
const root = join(folder, 'root')
for (const name of ['sub', 'dir.php', 'empty', '.git', '.well-known', 'html'])
  mkdirSync(join(root, name), { recursive: true })
const files = [
  'index.php',
  'a.php',
  'sub/index.php',
  'dir.php/b.php',
  'html/index.html',
  'x.css',
  '.env',
  '.git/config',
]
const sources = ['a.php~', 'a.php.bak', 'A.PHP', 'b.phtml', 'c.inc', 'd.php5', 'e.phar']
for (const name of [...files, ...sources, '.well-known/x.txt', 'php.css']) writeFileSync(join(root, name), '')
writeFileSync(join(folder, 'outside.php'), '')
writeFileSync(join(folder, 'outside.css'), '')
symlinkSync('../outside.php', join(root, 'link.php'))
symlinkSync('../outside.css', join(root, 'link.css'))
symlinkSync('x.css', join(root, 'inner.css'))
symlinkSync('root', join(folder, 'current'))

const options = { root, index: ['index.php', 'index.html'], frontController: 'index.php', followSymlinks: false }
const finder = new ScriptFinder(options)
const script = (name: string, pathInfo = ''): Found => ({ kind: 'script', name, pathInfo })
const file = (name: string): Found => ({ kind: 'file', filename: root + name })
const front = script('/index.php')

test('find() takes scripts, files, folders and the front controller, as try_files does', async () => {
  const cases: [path: string, wanted: Found][] = [
    ['/', front],
    ['/a.php', script('/a.php')],
    ['/a.php/', script('/a.php', '/')],
    ['/a.php/x/a.php', script('/a.php', '/x/a.php')],
    ['/dir.php/b.php/c', script('/dir.php/b.php', '/c')],
    ['/sub', { kind: 'folder' }],
    ['/sub/', script('/sub/index.php')],
    ['/html/', file('/html/index.html')],
    ['/empty/', front],
    ['/empty', front],
    ['/x.css', file('/x.css')],
    ['/php.css', file('/php.css')],
    ['/x.css/', front],
    ['/x.css/y', front],
    ['/no/such', front],
    ['/no.php', front],
    ['/.well-known/x.txt', file('/.well-known/x.txt')],
  ]
  for (const [path, wanted] of cases) assert.deepEqual(await finder.find(path), wanted, path)
})

test('find() never gives the source of a script, nor what is hidden', async () => {
  for (const name of [...sources, '.env', '.git/config', '.git/']) {
    assert.deepEqual(await finder.find(`/${name}`), front, name)
  }
})

test('find() takes what lies outside of the root for nothing, unless links are followed', async () => {
  for (const path of ['/link.php', '/link.css']) assert.deepEqual(await finder.find(path), front, path)
  assert.deepEqual(await finder.find('/inner.css'), file('/inner.css'))
  const following = new ScriptFinder({ ...options, followSymlinks: true })
  assert.deepEqual(await following.find('/link.php'), script('/link.php'))
  assert.deepEqual(await following.find('/link.css'), file('/link.css'))
})

test('find() serves a root that is a link itself, under the name it was given', async () => {
  const current = new ScriptFinder({ ...options, root: join(folder, 'current') })
  assert.deepEqual(await current.find('/x.css'), { kind: 'file', filename: join(folder, 'current/x.css') })
  assert.deepEqual(await current.find('/'), front)
})

test('find() without a front controller finds nothing', async () => {
  const bare = new ScriptFinder({ ...options, frontController: '' })
  assert.deepEqual(await bare.find('/no/such'), { kind: 'nothing' })
  const absent = new ScriptFinder({ ...options, frontController: 'app.php' })
  assert.deepEqual(await absent.find('/no/such'), { kind: 'nothing' })
})
