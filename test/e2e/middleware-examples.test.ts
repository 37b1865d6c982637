// The examples of the pages on middleware, status, metrics and files are configurations that a server takes.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort, root, TestServer } from '../support/test-server.ts'

const pages = ['docs/middleware.md', 'docs/plugins/status.md', 'docs/plugins/metrics.md', 'docs/plugins/fileserver.md']

interface Example {
  readonly place: string
  readonly yaml: string
}

/** Every block of YAML in a page, with the line it begins at. */
function examplesOf(page: string): Example[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/```yaml\n([^]*?)```/g)].map(({ index, 1: yaml = '' }) => ({
    place: `${page}:${text.slice(0, index).split('\n').length}`,
    yaml,
  }))
}

/** The example as a whole file, on ports that are free. */
async function fileOf(yaml: string): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`
  const base = `version: '3'\nlogs: { mode: production }\nrpc: { listen: unix://{folder}/rpc.sock }\n`
  const server = `server: { command: [php, ${join(root, 'test/php/app.php')}] }\n`
  const own = yaml
    .replace(/^http:\n/m, `http:\n  address: '127.0.0.1:{port}'\n  pool: { num_workers: 1 }\n`)
    .replace(/address: 127\.0\.0\.1:\d+/, `address: '${address}'`)
    .replaceAll('/srv/app/storage', '{folder}')
    .replaceAll('dir: public', 'dir: {folder}/public')
  return base + server + own
}

for (const { place, yaml } of pages.flatMap(examplesOf)) {
  test(`the example at ${place} runs, without a warning`, async () => {
    const server = new TestServer({ config: await fileOf(yaml) })
    mkdirSync(server.path('public'))
    writeFileSync(server.path('public/index.html'), '<p>')
    try {
      await server.start()
      assert.doesNotMatch(server.stderr, /"level":"(warn|error)"/, server.describe())
      await server.stop()
    } finally {
      server.dispose()
    }
  })
}
