import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { answering, layerOf, serveThrough } from '../testing/run-middleware.ts'
import { sendfile } from './sendfile.ts'

const base = mkdtempSync(join(tmpdir(), 'courser-sendfile-'))
after(() => rmSync(base, { recursive: true }))
mkdirSync(join(base, 'in'))
const path = join(base, 'in', 'report.pdf')
writeFileSync(path, 'report body')
writeFileSync(join(base, 'in', 'empty'), '')
writeFileSync(join(base, 'out.txt'), 'out')
symlinkSync(join(base, 'out.txt'), join(base, 'in', 'link'))

testMiddleware(sendfile, {})

/** Answers as if PHP had named a file. */
const serve = (file: string, headers: Record<string, string[]> = {}, config: object = {}) =>
  serveThrough(layerOf(sendfile, config), answering('from php', { 'X-Sendfile': [file], ...headers }, 201))

test('the file takes the place of the body, and the header goes', async () => {
  // spec 03 #137
  await using server = await serve(path, { 'X-Other': ['kept'], 'Content-Length': ['8'] })
  const response = await fetch(server.url)
  assert.deepEqual([response.status, await response.text()], [200, 'report body'])
  assert.equal(response.headers.get('x-sendfile'), null)
  assert.equal(response.headers.get('x-other'), 'kept')
  assert.equal(response.headers.get('content-length'), '11')
  assert.equal(response.headers.get('content-type'), 'application/pdf')
  const part = await fetch(server.url, { headers: { Range: 'bytes=-4' } })
  assert.deepEqual([part.status, await part.text()], [206, 'body'])
  const since = { 'If-Modified-Since': String(response.headers.get('last-modified')) }
  assert.equal((await fetch(server.url, { headers: since })).status, 304)
})

test('type and tag of PHP stay', async () => {
  await using server = await serve(path, { 'Content-Type': ['image/x-own'], ETag: ['"own"'] })
  const response = await fetch(server.url)
  assert.deepEqual([response.headers.get('content-type'), response.headers.get('etag')], ['image/x-own', '"own"'])
  assert.equal((await fetch(server.url, { headers: { 'If-None-Match': '"own"' } })).status, 304)
})

test('an empty file is 200', async () => {
  // spec 03 #137
  await using server = await serve(join(base, 'in', 'empty'))
  const response = await fetch(server.url)
  assert.deepEqual([response.status, await response.text()], [200, ''])
})

const refused: ReadonlyArray<readonly [file: string, status: number, body: string, root?: string]> = [
  [`${base}/in/../out.txt`, 403, ''],
  [`${base}/in/report.pdf\0.txt`, 403, ''],
  [join(base, 'missing'), 404, 'not found\n'],
  [join(base, 'in', 'report.pdf', 'x'), 404, 'not found\n'],
  [join(base, 'in'), 500, 'it is no regular file\n'],
  [join(base, 'in', 'link'), 403, '', join(base, 'in')],
  [join(base, 'out.txt'), 403, '', join(base, 'in')],
  [join(base, 'in', 'missing'), 404, 'not found\n', join(base, 'in')],
]

for (const [file, status, body, root = ''] of refused) {
  test(`${JSON.stringify(file.slice(base.length))} is ${status}${root === '' ? '' : ' below a root'}`, async () => {
    // spec 03 #137, #127
    await using server = await serve(file, {}, { root })
    const response = await fetch(server.url)
    assert.deepEqual([response.status, await response.text()], [status, body])
  })
}

test('below a root, files of the folder are sent', async () => {
  await using server = await serve(path, {}, { root: join(base, 'in') })
  assert.equal(await (await fetch(server.url)).text(), 'report body')
})

test('without the header nothing changes', async () => {
  // spec 03 #138, spec 09 #18
  await using server = await serveThrough(layerOf(sendfile), answering('body', { 'X-A': ['1'] }, 203))
  const response = await fetch(server.url)
  assert.deepEqual([response.status, response.headers.get('x-a'), await response.text()], [203, '1', 'body'])
})
