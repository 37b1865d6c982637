// Workers that run as another user. Cases: spec 01 §6.4, §19.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { failedStart } from '../support/failed-start.ts'
import { root, type ServerOptions, TestServer } from '../support/test-server.ts'

const ids = async (name: string): Promise<readonly number[]> => {
  const { stdout } = await promisify(execFile)('id', ['-u', name])
  const group = await promisify(execFile)('id', ['-g', name])
  return [Number(stdout), Number(group.stdout)]
}

/** Fixtures beside the configuration, where everybody may read them whoever owns the repository. */
function openFolder(server: TestServer): void {
  cpSync(join(root, 'test/php'), server.path('php'), { recursive: true })
  chmodSync(server.folder, 0o755)
}

interface Identity {
  readonly uid: number
  readonly gid: number
  readonly groups: string
}

async function identityIn(options: ServerOptions): Promise<{ identity: Identity; server: TestServer }> {
  const server = new TestServer(options)
  openFolder(server)
  await server.start()
  try {
    return { identity: JSON.parse((await server.get('/identity')).text) as Identity, server }
  } finally {
    await server.stop()
  }
}

const command = ['php', 'php/app.php']
const notRoot = process.getuid?.() !== 0 && 'needs root, as server.user does'

describe('server.user', { concurrency: 4, skip: notRoot }, () => {
  for (const relay of ['pipes', 'unix://{folder}/relay.sock']) {
    it(`gives workers its ids and no other groups (${relay})`, async () => {
      const { identity } = await identityIn({ config: { server: { command, user: 'nobody', relay } } })
      const [uid, gid] = await ids('nobody')
      assert.deepEqual([identity.uid, identity.gid], [uid, gid])
      assert.ok(['', String(gid)].includes(identity.groups), identity.groups)
    })
  }

  // spec 01 #99
  it('unset leaves workers as who runs the server', async () => {
    const { identity, server } = await identityIn({ config: { server: { command } } })
    assert.deepEqual([identity.uid, identity.gid], [0, 0])
    assert.equal(server.log.all("server.group is not used: workers get the user's own group").length, 0)
  })

  // spec 01 §6.1, D14
  it('decides the group: another one is a warning', async () => {
    const { identity, server } = await identityIn({
      config: { server: { command, user: 'nobody', group: 'www-data' } },
    })
    assert.equal(identity.gid, (await ids('nobody'))[1])
    const record = await server.log.find("server.group is not used: workers get the user's own group")
    assert.deepEqual([record.level, record['group']], ['warn', 'www-data'])
  })

  // spec 01 #99
  it('that does not exist ends the start', async () => {
    const stderr = await failedStart({ config: { server: { user: 'no-such-user' } } })
    assert.match(stderr, /server_plugin_init: user: unknown user no-such-user \(server\.user\)\n/)
  })

  it('that may not read the script ends the start, and names both', async () => {
    const stderr = await failedStart({ config: { server: { command, user: 'nobody' } } }, (server) => {
      openFolder(server)
      chmodSync(server.path('php'), 0o700)
    })
    assert.match(stderr, /FileNotFound: Could not open input file: php\/app\.php\n/)
    assert.match(stderr, /its user may not read the script \S+php\/app\.php \(server\.command, server\.user = nobody\)/)
  })

  it('that may not run the program ends the start, and names both', async () => {
    const stderr = await failedStart(
      { config: { server: { command: '{folder}/bin/worker', user: 'nobody' } } },
      (server) => {
        openFolder(server)
        mkdirSync(server.path('bin'))
        writeFileSync(server.path('bin/worker'), '#!/bin/sh\nexec php php/app.php\n', { mode: 0o700 })
      },
    )
    assert.match(stderr, /WorkerAllocate: fork\/exec \S+bin\/worker: permission denied\n/)
    assert.match(stderr, /permission denied \(server\.command, server\.user = nobody\)/)
  })

  // spec 01 §6.4
  it('needs a server that runs as root', async () => {
    const server = new TestServer({ config: { rpc: null, server: { user: 'www-data' } } })
    chmodSync(server.folder, 0o777)
    const [uid, gid] = await ids('nobody')
    const options = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
    const args = [...options, process.execPath, join(root, 'dist/rr.mjs'), '-c', server.path('.rr.yaml'), 'serve']
    writeFileSync(
      server.path('.rr.yaml'),
      JSON.stringify({ version: '3', server: { command: 'php x', user: 'www-data' } }),
    )
    const run = promisify(execFile)('setpriv', args)
    await assert.rejects(run, (error: { code: number; stderr: string }) => {
      assert.equal(error.code, 1)
      assert.match(
        error.stderr,
        new RegExp(`needs root: the server runs as uid ${uid} \\(server\\.user = www-data\\)\n`),
      )
      return true
    })
    server.dispose()
  })
})
