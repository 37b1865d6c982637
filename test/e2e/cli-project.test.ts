// Commands for a PHP project: init, install, config, doctor, completion; and Octane's way of starting the server.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { requestOnce } from '../support/http-client.ts'
import { type Exit, freePort, root, runRr, TestServer } from '../support/test-server.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'courser-project-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function rr(...args: string[]): Promise<Exit> {
  return runRr(args, folder)
}

describe('init', () => {
  test('a plain project serves at once and passes --strict', async () => {
    assert.equal((await rr('init', 'plain')).code, 0)
    const port = await freePort()
    const config = readFileSync(join(folder, '.rr.yaml'), 'utf8')
    const overrides = [
      `http.address=127.0.0.1:${port}`,
      `rpc.listen=unix://${folder}/rpc.sock`,
      'http.pool.num_workers=1',
    ]
    const flags = overrides.flatMap((override) => ['-o', override])
    const strict = new TestServer({ config, args: ['-w', folder, '--strict', ...flags] })
    await strict.start()
    const answer = await requestOnce(port, { path: '/' })
    assert.equal(answer.status, 200)
    assert.match(answer.body.toString(), /It runs/)
    await strict.stop()
  })

  test('it never overwrites unasked', async () => {
    writeFileSync(join(folder, 'worker.php'), 'mine')
    const { code, stderr } = await rr('init', 'plain')
    assert.equal(code, 1)
    assert.match(stderr, /^Cannot write worker\.php: there already/)
    assert.ok(!existsSync(join(folder, '.rr.yaml')))
    assert.equal((await rr('init', 'plain', '--overwrite')).code, 0)
  })

  test('it sees what kind of project this is', async () => {
    writeFileSync(join(folder, 'artisan'), '')
    const { stdout } = await rr('init')
    assert.match(stdout, /set up as a laravel project/)
    assert.match(readFileSync(join(folder, '.rr.yaml'), 'utf8'), /command: php vendor\/bin\/roadrunner-worker/)
    assert.ok(existsSync(join(folder, 'rr')))
    assert.equal(
      (await rr('init', 'cobol')).stderr,
      'Cannot set up a project: the kind is "cobol", wanted plain, laravel, symfony\n',
    )
  })
})

describe('install', () => {
  test('./rr answers as Octane wants, from any folder, and is renewed but not taken from others', async () => {
    // spec 03 §14.1
    assert.equal((await rr('install')).code, 0)
    const version = execFileSync('./rr', ['--version'], { cwd: folder, encoding: 'utf8' })
    assert.match(version, /^rr version 2025\.1\.\d+ /)
    assert.equal(execFileSync(join(folder, 'rr'), ['--version'], { cwd: '/', encoding: 'utf8' }), version)
    assert.equal((await rr('install', '.')).code, 0)
    writeFileSync(join(folder, 'rr'), 'something else')
    assert.equal((await rr('install')).code, 1)
    assert.equal((await rr('install', '--overwrite')).code, 0)
  })
})

describe('Octane', () => {
  test('its start line works with an empty configuration, and SIGTERM ends it', async () => {
    // spec 03 §14.1
    const port = await freePort()
    mkdirSync(join(folder, 'public'))
    const flags = [
      'version=3',
      `http.address=127.0.0.1:${port}`,
      `server.command=php,${root}test/php/app.php`,
      'http.pool.num_workers=1',
      'http.pool.max_jobs=500',
      `rpc.listen=unix://${folder}/rpc.sock`,
      'http.pool.supervisor.exec_ttl=30s',
      `http.static.dir=${folder}/public`,
      'http.middleware=static',
      'logs.mode=production',
      'logs.level=warn',
      'logs.output=stdout',
      'logs.encoding=json',
    ].flatMap((override) => ['-o', override])
    const server = new TestServer({ config: '', args: flags })
    await server.start()
    assert.equal((await requestOnce(port, { path: '/' })).status, 200)
    const { stdout, stderr } = await server.stop()
    assert.equal(stderr, '', 'Octane shows every line of stderr as an error')
    const ignored = /^(\[INFO\] RoadRunner server started; version:|stop signal received, grace timeout is: )/
    for (const line of stdout.split('\n').filter((text) => text !== '' && !ignored.test(text))) {
      const record = JSON.parse(line) as Record<string, unknown>
      for (const key of ['msg', 'logger', 'level']) assert.equal(typeof record[key], 'string', line)
    }
  })
})

describe('config', () => {
  test('shows each value with its source', async () => {
    writeFileSync(
      join(folder, '.rr.yaml'),
      'version: "3"\nhttp:\n  address: ${ADDRESS:-127.0.0.1:1}\n  pool: {num_workers: 2}\n',
    )
    const { code, stdout } = await rr('config', 'http.address', 'http.pool', '-o', 'http.pool.max_jobs=5')
    assert.equal(code, 0)
    assert.match(stdout, /^http\.address = "127\.0\.0\.1:1" +# \S+\.rr\.yaml:3$/m)
    assert.match(stdout, /^http\.pool\.max_jobs = "5" +# -o http\.pool\.max_jobs=5$/m)
    assert.match(stdout, /^http\.pool\.allocate_timeout = "1m0s" +# default$/m)
    const all = JSON.parse((await rr('config', '--json')).stdout) as Record<string, { value: unknown; source: string }>
    assert.equal(all['http.pool.num_workers']?.value, 2)
  })

  test('warns about a mistyped key, and refuses it with --strict', async () => {
    writeFileSync(join(folder, '.rr.yaml'), 'version: "3"\nhttp:\n  adress: ":8080"\n')
    const lenient = await rr('config')
    assert.equal(lenient.code, 0)
    assert.match(lenient.stderr, /^\[WARN\] .*adress.*address/)
    assert.equal((await rr('config', '--strict')).code, 1)
  })
})

// spec 02 #120
describe('the section of a user middleware', () => {
  const module = `import { defineMiddleware, section, text } from 'courser'
export const greet = defineMiddleware({
  name: 'greet',
  config: section({ word: text().default('hello'), mark: text().default('!') }),
  create: ({ config }) => (next) => async (exchange) => {
    await next(exchange)
    exchange.response.headers.set('X-Greet', config.word + config.mark)
  },
})
`
  const config = (port: number, key: string): string =>
    `version: "3"\nplugins: [./greet.mjs]\nserver: {command: "php ${root}test/php/app.php"}\n` +
    `http: {address: "127.0.0.1:${port}", middleware: [greet], pool: {num_workers: 1}, greet: {${key}: hi}}\n`

  test('is a key like any other: no warning, its defaults are shown, --strict starts', async (context) => {
    writeFileSync(join(folder, 'greet.mjs'), module)
    writeFileSync(join(folder, '.rr.yaml'), config(await freePort(), 'word'))
    const { code, stdout, stderr } = await rr('config', '--strict', 'http.greet')
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /^http\.greet\.mark = "!" +# default\nhttp\.greet\.word = "hi" +# \S+\.rr\.yaml:4\n$/)
    const server = new TestServer({ config: config(0, 'word').replace(':0', ':{port}'), args: ['--strict'] })
    context.after(() => server.dispose())
    writeFileSync(server.path('greet.mjs'), module)
    await server.start()
    assert.equal((await server.get('/pid')).one('X-Greet'), 'hi!')
    await server.stop()
  })

  test('is looked into: a typo there is named', async () => {
    writeFileSync(join(folder, 'greet.mjs'), module)
    writeFileSync(join(folder, '.rr.yaml'), config(await freePort(), 'wrd'))
    const { stderr } = await rr('config')
    assert.match(
      stderr,
      /^\[WARN\] unknown key http\.greet\.wrd, did you mean http\.greet\.word\? \(\S+\.rr\.yaml:4\)$/m,
    )
  })
})

describe('doctor', () => {
  const config = (command: string, port: number): string =>
    `version: "3"\nserver: {command: "${command}"}\nhttp: {address: "127.0.0.1:${port}", pool: {num_workers: 4}}\n`

  test('is content with a project that works', async () => {
    const port = await freePort()
    copyFileSync(join(root, 'test/php/app.php'), join(folder, 'unused.php'))
    writeFileSync(join(folder, '.rr.yaml'), config(`php ${root}test/php/app.php`, port))
    const { code, stdout } = await rr('doctor')
    assert.equal(code, 0, stdout)
    for (const line of [/^ok +php /m, /^ok +script /m, /^ok +worker +starts and answers/m, /^ok +http\.address /m])
      assert.match(stdout, line)
  })

  test('names what is wrong and what to do, with code 1', async () => {
    const port = await freePort()
    const cases: ReadonlyArray<readonly [text: string, about: string, found: RegExp]> = [
      ['version: 3\n', 'configuration', /version should be a string/],
      [config('php nope.php', port), 'script', /nope\.php does not exist/],
      [config('/nope/php worker.php', port), 'php', /ENOENT/],
      [config('php bad.php', port), 'worker', /./],
    ]
    writeFileSync(join(folder, 'bad.php'), 'printed before the handshake')
    for (const [text, about, found] of cases) {
      writeFileSync(join(folder, '.rr.yaml'), text)
      const { code, stdout } = await rr('doctor', '--json')
      assert.equal(code, 1, text)
      const { findings } = JSON.parse(stdout) as {
        findings: Array<{ about: string; state: string; found: string; advice?: string }>
      }
      const failed = findings.find((finding) => finding.about === about)
      assert.equal(failed?.state, 'fail')
      assert.match(failed?.found ?? '', found)
      assert.ok(failed?.advice)
    }
  })

  test('sees a port that is taken', async () => {
    const { createServer } = await import('node:net')
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    writeFileSync(join(folder, '.rr.yaml'), `version: "3"\nhttp: {address: "127.0.0.1:${port}"}\n`)
    const { code, stdout } = await rr('doctor')
    taken.close()
    assert.equal(code, 1)
    assert.match(stdout, /^FAIL +http\.address +127\.0\.0\.1:\d+: address already in use\n +→ /m)
  })
})
