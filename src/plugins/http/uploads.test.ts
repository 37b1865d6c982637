import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { OpError } from '../../lib/op-error.ts'
import type { DataPlaneSettings, UploadSettings } from './settings.ts'
import { FakePool, type FakeRequest, jsonHead } from './testing/fake-pool.ts'
import { defaultSettings, rawExchange, startPlane } from './testing/plane.ts'

const dir = await mkdtemp(join(tmpdir(), 'courser-uploads-'))
after(() => rm(dir, { recursive: true }))

interface Leaf {
  readonly name: string
  readonly mime: string
  readonly size: number
  readonly error: number
  readonly tmpName: string
}

const uploadsOf = ({ context }: FakeRequest) =>
  (JSON.parse(String(context)) as { uploads: Record<string, Leaf> }).uploads
const ok = ({ handler }: FakeRequest): void => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)
const into = (uploads: Partial<UploadSettings> = {}): Partial<DataPlaneSettings> => ({
  uploads: { ...defaultSettings.uploads, dir, ...uploads },
})

async function upload(form: FormData, worker: (request: FakeRequest) => void = ok, settings = into()) {
  const pool = new FakePool(worker)
  await using server = await startPlane(pool, settings)
  const response = await fetch(server.url, { method: 'POST', body: form })
  await response.arrayBuffer()
  await sleep(20)
  return { response, request: pool.seen[0], records: server.records }
}

function formWith(content: Uint8Array<ArrayBuffer>, name = 'file', file = 'a.txt', type = 'text/plain'): FormData {
  const form = new FormData()
  form.set('text', 'value')
  form.append(name, new File([content], file, { type }))
  return form
}

test('a file is on disk while PHP runs, and gone afterwards', async () => {
  // spec 03 #58, #63, #65
  const content = new Uint8Array(3_000_000).map((_, index) => index * 7)
  let seen: { hash: string; mode: number; path: string } | undefined
  const { request } = await upload(formWith(content), (running) => {
    void (async () => {
      const path = uploadsOf(running).file?.tmpName ?? ''
      const hash = createHash('sha1')
        .update(await readFile(path))
        .digest('hex')
      seen = { hash, mode: (await stat(path)).mode & 0o777, path }
      ok(running)
    })()
  })
  assert.equal(seen?.hash, createHash('sha1').update(content).digest('hex'))
  assert.equal(seen?.mode, 0o600)
  assert.match(seen?.path ?? '', new RegExp(`^${dir}/upload\\d+$`))
  const leaf = uploadsOf(request as FakeRequest).file
  assert.deepEqual(Object.keys(leaf ?? {}), ['name', 'mime', 'size', 'error', 'tmpName'])
  assert.deepEqual(
    { ...leaf, tmpName: '' },
    { name: 'a.txt', mime: 'text/plain', size: 3_000_000, error: 0, tmpName: '' },
  )
  assert.equal(String(request?.body), '{"text":"value"}')
  assert.deepEqual(await readdir(dir), [])
})

test('files are removed after errors and streams, too', async () => {
  // spec 03 #63
  const small = new Uint8Array(10)
  await upload(formWith(small), ({ handler }) => handler.onError(new OpError('x', 'Network', 'EOF')))
  assert.deepEqual(await readdir(dir), [])
  await upload(formWith(small), ({ handler }) => {
    handler.onPart(jsonHead(200), Buffer.from('a'), 8, true)
    handler.onPart(Buffer.alloc(0), Buffer.from('b'), 8, false)
  })
  assert.deepEqual(await readdir(dir), [])
})

test('a file that PHP moved away is its own', async () => {
  // spec 03 #64
  const kept = join(dir, 'kept')
  const { records } = await upload(formWith(new Uint8Array(3)), (running) => {
    void rename(uploadsOf(running).file?.tmpName ?? '', kept).then(() => ok(running))
  })
  assert.equal((await stat(kept)).size, 3)
  assert.deepEqual(
    records.filter(({ level }) => level === 'error'),
    [],
  )
  await rm(kept)
})

test('extensions decide what is taken', async () => {
  // spec 03 #61, #62
  const rows: ReadonlyArray<readonly [string, Partial<UploadSettings>, number]> = [
    ['a.PHP', { forbid: ['.php'] }, 8],
    ['a.txt', { forbid: ['.php'] }, 0],
    ['a.txt', { allow: ['.png'] }, 8],
    ['a.png', { allow: ['.png'] }, 0],
    ['a.png', { allow: ['.png'], forbid: ['.png'] }, 8],
    ['a', { allow: ['.png'] }, 8],
  ]
  for (const [name, settings, error] of rows) {
    const { request } = await upload(formWith(new Uint8Array(5), 'file', name), ok, into(settings))
    const leaf = uploadsOf(request as FakeRequest).file
    assert.equal(leaf?.error, error, name)
    if (error !== 0) assert.deepEqual([leaf?.size, leaf?.tmpName], [0, ''])
  }
})

test('a folder that is not there is error 6, and the request is served', async () => {
  // spec 03 #60
  const { response, request, records } = await upload(
    formWith(new Uint8Array(200_000)),
    ok,
    into({ dir: '/nonexistent' }),
  )
  assert.equal(response.status, 200)
  const leaf = uploadsOf(request as FakeRequest).file
  assert.deepEqual([leaf?.error, leaf?.size, leaf?.tmpName], [6, 0, ''])
  assert.ok(records.some(({ message }) => message === 'error opening the file'))
})

test('nested names, lists, and a file without a name', async () => {
  // spec 03 #42, #59
  const form = formWith(new Uint8Array(1), 'upload[x][y][z][]')
  form.append('upload[x][y][z][]', new File(['22'], 'dir/b.bin', { type: '' }))
  form.append('a[b]', '1')
  const { request } = await upload(form)
  const tree = uploadsOf(request as FakeRequest) as unknown as { upload: { x: { y: { z: Leaf[] } } } }
  assert.deepEqual(
    tree.upload.x.y.z.map(({ name, size }) => [name, size]),
    [
      ['a.txt', 1],
      ['b.bin', 2],
    ],
  )
  assert.equal(String(request?.body), '{"a":{"b":"1"},"text":"value"}')
})

test('a form without files has an empty upload tree, other bodies none', async () => {
  // spec 03 #67
  const form = new FormData()
  form.set('a', '1')
  assert.deepEqual(uploadsOf((await upload(form)).request as FakeRequest), {})
  const pool = new FakePool(ok)
  await using server = await startPlane(pool)
  await fetch(server.url, { method: 'POST', body: 'x' })
  assert.equal(uploadsOf(pool.seen[0] as FakeRequest), null)
})

test('a text field of 11 MB is taken', async () => {
  // spec 09 #17
  const form = new FormData()
  form.set('a', 'x'.repeat(11_000_000))
  assert.equal((await upload(form)).request?.body.length, 11_000_008)
})

test('a broken form is refused without a worker, its files removed', async () => {
  // spec 03 #43
  const pool = new FakePool(ok)
  await using server = await startPlane(pool, into())
  const send = async (type: string, body: string) =>
    rawExchange(
      server.port,
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
  const part = '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\ndata'
  assert.match(await send('multipart/form-data; boundary=b', part), /^HTTP\/1.1 400 [^]*serve_http: unexpected EOF\n/)
  assert.match(
    await send('multipart/form-data; boundary=b', 'x'),
    /^HTTP\/1.1 400 [^]*serve_http: multipart: NextPart: EOF\n/,
  )
  assert.match(await send('multipart/form-data', part), /serve_http: no multipart boundary param in Content-Type\n/)
  const many = `${'--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'.repeat(1001)}--b--\r\n`
  assert.match(await send('multipart/form-data; boundary=b', many), /serve_http: multipart: message too large\n/)
  assert.equal(pool.seen.length, 0)
  await sleep(30)
  assert.deepEqual(await readdir(dir), [])
})
