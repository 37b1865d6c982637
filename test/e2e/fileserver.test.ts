// The file server on an address of its own, without PHP. Cases: spec 03 §12.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { requestOnce } from '../support/http-client.ts'
import { freePort } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

const port = await freePort()
const dir = mkdtempSync(join(tmpdir(), 'courser-files-'))
after(() => rmSync(dir, { recursive: true }))
writeFileSync(join(dir, 'hello.txt'), 'hello world')

describe('fileserver', () => {
  const server = useServer({
    config: {
      http: null,
      server: null,
      fileserver: {
        address: `127.0.0.1:${port}`,
        calculate_etag: true,
        serve: [{ prefix: '/files', root: dir, bytes_range: true }],
      },
    },
  })

  it('serves its folders and says so in the log', async () => {
    await server.log.find((record) => record.msg === 'file server started')
    const whole = await requestOnce(port, { path: '/files/hello.txt' })
    assert.deepEqual([whole.status, whole.text, whole.one('Etag')], [200, 'hello world', '"11-3339202310"'])
    const part = await requestOnce(port, { path: '/files/hello.txt', headers: { Range: 'bytes=0-4' } })
    assert.deepEqual([part.status, part.text], [206, 'hello'])
    const missing = await requestOnce(port, { path: '/files/none' })
    assert.deepEqual([missing.status, missing.text], [404, 'Cannot GET /files/none'])
  })
})
