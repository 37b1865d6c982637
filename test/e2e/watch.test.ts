// The section watch: a change replaces the workers, a file that does not compile leaves the old ones serving.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { root, TestServer } from '../support/test-server.ts'

const limitMs = 60_000

async function watching(context: TestContext): Promise<TestServer> {
  const watch = { debounce: '50ms', services: ['http'] }
  const command = ['php', '{folder}/worker.php']
  const server = new TestServer({ config: { server: { command }, watch } })
  context.after(async () => {
    if (server.running) await server.stop()
    else server.dispose()
  })
  writeFileSync(server.path('worker.php'), `<?php require '${root}test/php/app.php';`)
  writeFileSync(server.path('.gitignore'), 'cache/\n')
  mkdirSync(server.path('cache'))
  return await server.start()
}

const pid = async (server: TestServer): Promise<string> => (await server.get('/pid')).text

test('a changed file, one in a new folder included, replaces the workers', async (context) => {
  const server = await watching(context)
  const before = await pid(server)
  writeFileSync(server.path('a.php'), '<?php // changed')
  const { files } = await server.log.find('workers replaced', 0, limitMs)
  assert.deepEqual(files, [server.path('a.php')])
  const second = await pid(server)
  assert.notEqual(second, before)
  const mark = server.log.mark
  mkdirSync(server.path('src'))
  writeFileSync(server.path('src/b.php'), '<?php // new')
  await server.log.find('workers replaced', mark, limitMs)
  assert.notEqual(await pid(server), second)
})

test('a file that does not compile leaves the old workers serving, until it does', async (context) => {
  const server = await watching(context)
  const before = await pid(server)
  writeFileSync(server.path('a.php'), '<?php this is no PHP')
  const { error } = await server.log.find('workers not replaced: a file does not compile', 0, limitMs)
  assert.match(String(error), /syntax error/)
  assert.equal(await pid(server), before)
  writeFileSync(server.path('a.php'), '<?php // mended')
  await server.log.find('workers replaced', 0, limitMs)
  assert.notEqual(await pid(server), before)
})

test('what .gitignore leaves out, and other endings, replace nothing', async (context) => {
  const server = await watching(context)
  writeFileSync(server.path('cache/compiled.php'), '<?php // cache')
  writeFileSync(server.path('notes.txt'), 'notes')
  writeFileSync(server.path('a.php'), '<?php // counts')
  const { files } = await server.log.find('workers replaced', 0, limitMs)
  assert.deepEqual(files, [server.path('a.php')])
})

test('code that compiles and does not boot leaves the old workers serving', async (context) => {
  const server = await watching(context)
  const before = await pid(server)
  writeFileSync(server.path('worker.php'), `<?php throw new RuntimeException('not today');`)
  const { error } = await server.log.find('workers not replaced, the old ones go on', 0, limitMs)
  assert.match(String(error), /not today/)
  assert.equal(await pid(server), before)
})
