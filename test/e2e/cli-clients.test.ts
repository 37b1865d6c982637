// Commands that ask a running server: workers, reset, jobs; and what they say when they cannot.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { root, runRr } from '../support/test-server.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

describe('with a server', () => {
  const server = useServer()

  test('workers draws a table, and only for plugins that have some', async () => {
    // spec 02 #55
    const { code, stdout, stderr } = await server.rr('workers')
    assert.equal(code, 0, stderr)
    const lines = stdout.split('\n')
    assert.equal(lines[0], 'Workers of [http]:')
    assert.match(lines[2] ?? '', /^│ +PID +│ STATUS │ EXECS │ MEMORY │ CPU % │ +CREATED +│$/)
    assert.match(lines[4] ?? '', /^│ \d+ +│ ready +│ 0 +│ \d+ MB +│ \d+\.\d\d +│ (now|.* ago) +│$/)
    assert.equal(lines.length, 7)
    assert.ok(!stdout.includes('\x1b'))
  })

  test('workers of an unknown plugin prints nothing, with code 0', async () => {
    // spec 02 #55
    assert.deepEqual(await server.rr('workers', 'nope'), { code: 0, signal: null, stdout: '', stderr: '' })
  })

  test('workers --json keeps nanoseconds whole', async () => {
    const { stdout } = await server.rr('workers', '--json', 'http')
    assert.match(stdout, /^\{"http":\{"workers":\[\{"pid":\d+,.*"created":\d{19},.*\}\],"jobs":\[\]\}\}\n$/)
  })

  test('workers -i draws each second until interrupted, without escapes into a pipe', async () => {
    // spec 02 #56, spec 09 #4
    const child = spawn(join(root, 'bin/rr'), ['-c', server.path('.rr.yaml'), 'workers', '-i'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    await until('two drawings', () => stdout.split('Workers of').length > 2)
    child.kill('SIGINT')
    assert.deepEqual(await once(child, 'close'), [0, null])
    assert.ok(!stdout.includes('\x1b'))
  })

  test('reset says what it does, on stderr; with -s it says nothing', async () => {
    // spec 02 #57
    const stamp = String.raw`\d{4}/\d\d/\d\d \d\d:\d\d:\d\d`
    const loud = await server.rr('reset')
    assert.equal(loud.code, 0)
    assert.equal(loud.stdout, '')
    assert.match(
      loud.stderr,
      new RegExp(`^${stamp} resetting plugin: \\[http\\] \n${stamp} plugin reset: \\[http\\]\n$`),
    )
    assert.deepEqual(await server.rr('reset', '-s', 'http'), { code: 0, signal: null, stdout: '', stderr: '' })
  })

  test("Octane's reload works against an empty configuration", async () => {
    // spec 03 §14.1
    const folder = mkdtempSync(join(tmpdir(), 'courser-octane-'))
    writeFileSync(join(folder, '.rr.yaml'), '')
    const exit = await runRr(['reset', '-o', `rpc.listen=${server.rpcAddress}`, '-s'], folder)
    assert.deepEqual(exit, { code: 0, signal: null, stdout: '', stderr: '' })
    rmSync(folder, { recursive: true })
  })

  test('reset of an unknown plugin is an error on stderr, with code 0, or 1 with --check', async () => {
    const { code, stderr } = await server.rr('reset', '-s', 'nope')
    assert.equal(code, 0)
    assert.ok(stderr.includes('no such plugin: nope'))
    assert.equal((await server.rr('reset', '-s', '--check', 'nope')).code, 1)
  })

  test('jobs says how it is used', async () => {
    // spec 02 #58
    const usage = 'command should be in form of: `rr jobs --<destroy/resume/pause> pipe1,pipe2`\n'
    assert.equal((await server.rr('jobs')).stderr, usage)
    for (const flag of ['pause', 'destroy', 'resume']) {
      const { code, stderr } = await server.rr('jobs', `--${flag}`)
      assert.equal(code, 1)
      assert.equal(stderr, `incorrect command usage, should be: rr jobs --${flag} pipe1,pipe2\n`)
    }
  })
})

test('reset --check tells a broken deploy from one that hangs; the old workers serve on', async (context) => {
  // spec 09 #46
  const scripts = mkdtempSync(join(tmpdir(), 'courser-deploy-'))
  context.after(() => rmSync(scripts, { recursive: true }))
  const script = join(scripts, 'worker.php')
  writeFileSync(script, `<?php require '${root}test/php/app.php';`)
  const server = await startServer(context, {
    config: { server: { command: ['php', script] }, http: { pool: { allocate_timeout: '6s' } } },
  })
  const check = async (): Promise<number | null> => (await server.rr('reset', '-s', '--check')).code
  assert.equal(await check(), 0)
  writeFileSync(script, '<?php exit(1);')
  assert.equal(await check(), 2)
  writeFileSync(script, '<?php sleep(60);')
  assert.equal(await check(), 3)
  assert.equal((await server.get('/')).status, 200)
})

describe('without a server', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'courser-client-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  async function failure(config: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    writeFileSync(join(folder, '.rr.yaml'), config)
    const { code, stderr } = await runRr(['workers', ...args], folder, { ...process.env, ...env })
    assert.equal(code, 1)
    return stderr
  }

  test('each cause has its text', async () => {
    // spec 02 #59
    const tip = 'rpc service not specified in the configuration. Tip: add\n rpc:\n\r listen: rr_rpc_address\n'
    assert.equal(await failure('version: "3"\n', []), tip)
    const bad = await failure('version: "3"\nrpc: {listen: nonsense}\n', [])
    assert.equal(bad, 'invalid socket DSN (tcp://:6001, unix://file.sock)\n')
    assert.match(
      await failure('version: "3"\ninclude: [nope.yaml]\nrpc: {}\n', []),
      /^failed to handle includes: open nope\.yaml/,
    )
  })

  test('the address comes from the file, the environment, an include or -o', async () => {
    // spec 02 #59
    const gone = (name: string) => new RegExp(`dial unix ${name}: connect: no such file or directory\n$`)
    assert.match(await failure('version: "3"\nrpc: {listen: "unix://a.sock"}\n', []), gone('a.sock'))
    const fromEnvironment = await failure('version: "3"\nrpc: {listen: "${RPC}"}\n', [], { RPC: 'unix://b.sock' })
    assert.match(fromEnvironment, gone('b.sock'))
    assert.match(await failure('version: "3"\n', ['-o', 'rpc.listen=unix://c.sock']), gone('c.sock'))
    writeFileSync(join(folder, 'more.yaml'), 'version: "3"\nrpc: {listen: "unix://d.sock"}\n')
    assert.match(await failure('version: "3"\ninclude: [more.yaml]\n', []), gone('d.sock'))
    assert.match(
      await failure('version: "3"\nrpc: {listen: "tcp://127.0.0.1:1"}\n', []),
      /127\.0\.0\.1:1: connect: connection refused\n$/,
    )
  })
})
