// Starts that cannot succeed: what is wrong and which setting decides it, code 1, no stack trace, nothing left behind.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { describe, test } from 'node:test'
import { runRr, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'

const php = `server: {command: "php -r 'sleep(60);'"}\n`

/** Starts with a configuration ({port} and {folder} are the server's) and gives what is printed when it ends. */
async function failsWith(
  config: string,
  args: readonly string[] = [],
  files: Record<string, string> = {},
): Promise<string> {
  const server = new TestServer({ config: `version: "3"\n${config}`, args })
  for (const [name, text] of Object.entries(files)) writeFileSync(server.path(name), text)
  const { code, stdout, stderr } = await (await server.launch()).promise
  assert.equal(code, 1, stderr)
  assert.doesNotMatch(stdout, /server started/)
  assert.doesNotMatch(stderr, /^\s+at .*:\d+/m, 'a stack trace')
  await server.assertNothingLeft()
  server.dispose()
  return stderr.replaceAll(server.folder, '{folder}').replaceAll(String(server.port), '{port}')
}

/** Configuration after its version, and what must be said. */
const rows: ReadonlyArray<readonly [title: string, config: string, said: readonly (string | RegExp)[]]> = [
  ['broken YAML', 'http: [\n', ['config_plugin_init: While parsing config: yaml: line 3: ', '({folder}/.rr.yaml)']],
  ['a tab', 'http:\n\taddress: x\n', ['yaml: line 3: Tabs are not allowed as indentation ({folder}/.rr.yaml)']],
  // spec 03 #2
  ['http without a listener', `${php}http: {}\n`, ['http_plugin_init:\n\tvalidation: unable to run http service']],
  // spec 03 #5
  ['an address without a colon', `${php}http: {address: "8080"}\n`, ['validation: malformed http server address']],
  // spec 03 #17
  [
    'an address that is none',
    `${php}http: {address: "tcp://a:b:c", pool: {debug: true}}\n`,
    [/Cannot listen for http: the address is "a:b:c", wanted .* \(http\.address\)/],
  ],
  // spec 03 #16
  [
    'a number for a section',
    `${php}http: {address: ":{port}", uploads: 3}\n`,
    ["'uploads' expected a map", '.rr.yaml:3)'],
  ],
  [
    'a word for a number',
    `${php}http:\n  address: ":{port}"\n  pool:\n    num_workers: many\n`,
    ["'pool.num_workers' cannot parse value as 'uint64'", '({folder}/.rr.yaml:6)'],
  ],
  [
    'an unknown user',
    `server: {command: "php x.php", user: nonesuch}\nhttp: {address: ":{port}"}\n`,
    ['(server.user)'],
  ],
  [
    'a user module that is missing',
    'plugins: [./nope.ts]\n',
    ['user module ./nope.ts: there is no file {folder}/nope.ts'],
  ],
]

describe('a start fails with its cause and setting, without a trace:', { concurrency: 2 }, () => {
  for (const [title, config, said] of rows) {
    test(title, async () => {
      const stderr = await failsWith(config)
      for (const text of said) {
        assert.ok(typeof text === 'string' ? stderr.includes(text) : text.test(stderr), `${text} in:\n${stderr}`)
      }
    })
  }

  test('a user module that throws, or is no JavaScript', async () => {
    for (const [module, why] of [
      ['throw new Error("no luck")', 'no luck'],
      ['export const = 3', "Unexpected token '='"],
    ] as const) {
      const stderr = await failsWith('plugins: [./bad.mjs]\n', [], { 'bad.mjs': module })
      assert.ok(stderr.includes(`Cannot load the user module ./bad.mjs: ${why} (plugins)`), stderr)
    }
  })

  test('unknown and mistyped keys, by --strict: all of them at once, with place and suggestion', async () => {
    const config = `${php}http:\n  address: ":{port}"\n  adress: x\n  pool: {ttl: 60, num_worker: 3}\nhtpp: {}\n`
    const stderr = await failsWith(config, ['--strict'])
    for (const text of [
      '4 fault(s)',
      'unknown key http.adress, did you mean http.address? ({folder}/.rr.yaml:5)',
      'unknown key http.pool.num_worker, did you mean http.pool.num_workers? ({folder}/.rr.yaml:6)',
      'unknown key htpp, did you mean http? ({folder}/.rr.yaml:7)',
      '(--strict)',
    ]) {
      assert.ok(stderr.includes(text), `${text} in:\n${stderr}`)
    }
  })

  test('an address that another program listens on', async (context) => {
    const other = await listening()
    context.after(() => other.server.close())
    const http = await failsWith(`${php}http: {address: "127.0.0.1:${other.port}", pool: {debug: true}}\n`)
    assert.match(
      http,
      new RegExp(
        `Cannot listen for http on 127\\.0\\.0\\.1:${other.port}: .*address already in use \\(http\\.address\\)`,
      ),
    )
    const rpc = await failsWith(`rpc: {listen: "tcp://127.0.0.1:${other.port}"}\n`)
    assert.ok(
      rpc.includes(`rpc_plugin_serve: cannot bind to "tcp://127.0.0.1:${other.port}": address already in use`),
      rpc,
    )
  })
})

test('a configuration that is a folder, or is not there', async (context) => {
  const server = new TestServer()
  context.after(() => server.dispose())
  mkdirSync(server.path('folder.yaml'))
  const folder = await runRr(['serve', '-c', server.path('folder.yaml')], server.folder)
  assert.deepEqual([folder.code, folder.stdout], [1, ''])
  assert.match(folder.stderr, /config_plugin_init: open .*folder\.yaml: is a directory/)
  const missing = await runRr(['serve', '-c', server.path('nope.yaml')], server.folder)
  assert.deepEqual([missing.code, missing.stdout], [1, ''])
  assert.match(missing.stderr, /config_plugin_init: open .*nope\.yaml: no such file or directory/)
})

test('unknown keys without --strict, and a middleware that nobody knows, are warnings', async (context) => {
  // spec 03 #1, #18
  const bare = await startServer(context, { config: 'version: "3"\nlogs: {mode: production}\nhtpp: {}\n' })
  await bare.log.find(({ level, msg }) => level === 'warn' && msg.startsWith('unknown key htpp, did you mean http?'))
  const server = await startServer(context, { config: { http: { middleware: ['brotly'] } } })
  await server.log.find(({ level, requested }) => level === 'warn' && requested === 'brotly')
  assert.equal((await server.get('/pid')).status, 200)
})

/** A listener of another program, which does not share its port. */
function listening(): Promise<{ readonly server: Server; readonly port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      resolve({ server, port: (server.address() as { port: number }).port })
    })
  })
}
