import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { errorText } from '../../lib/op-error.ts'
import { section, text } from '../../lib/scalars.ts'
import { loadClientConfig, rpcAddress } from './client.ts'
import { decodeSection } from './decode.ts'
import { readEndure } from './endure.ts'
import { loadConfig, loadInlineConfig } from './load.ts'
import { reportedVersion } from './version.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-config-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0

/** Writes files into a fresh folder; gives the path of the first. */
function write(contents: Readonly<Record<string, string>>): string {
  const own = join(folder, String(files++))
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(own, name)), { recursive: true })
    writeFileSync(join(own, name), content)
  }
  return join(own, Object.keys(contents)[0] as string)
}

function load(yaml: string, overrides: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
  return loadConfig(write({ '.rr.yaml': yaml }), { overrides, environment })
}

async function failure(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    return errorText(error)
  }
  assert.fail('must fail')
}

// spec 02 #1, #2
test('loadConfig() says that a path is missing, or its file', async () => {
  assert.equal(await failure(loadConfig('')), 'config_plugin_init: path should be set')
  assert.equal(
    await failure(loadConfig('/nowhere/.rr.yaml')),
    'config_plugin_init: open /nowhere/.rr.yaml: no such file or directory',
  )
})

// spec 02 #3, #4
test('loadInlineConfig() takes the text as it is, without a version', async () => {
  const { config, schemaVersion } = await loadInlineConfig('rpc: {listen: $HOME}')
  assert.equal(schemaVersion, '')
  assert.equal(config.get('rpc.listen'), '$HOME')
  assert.match(await failure(loadInlineConfig('a: [')), /yaml/)
})

// spec 02 #5 to #8, #12
test('loadConfig() wants a version, and a string', async () => {
  assert.match(await failure(load('rpc: {}')), /rr configuration file should contain a version e\.g: version: 3/)
  assert.match(await failure(load('version: 3')), /version should be a string: `version: "3"`, actual type is: int$/)
  assert.match(await failure(load('version: 2.7')), /actual type is: float64$/)
  assert.match(await failure(loadConfig(write({ 'a.toml': 'version = 3' }))), /actual type is: int64$/)
  assert.match(await failure(loadConfig(write({ 'a.json': '{"version": 3}' }))), /actual type is: float64$/)
  assert.equal((await load('version: "2.7"')).config.get('version'), '2.7')
  assert.equal((await load('version: banana')).schemaVersion, 'banana')
  assert.equal((await load('', ['version=3'])).schemaVersion, '3')
  assert.deepEqual(['', 'local', '2025.1.2'].map(reportedVersion), ['3', '3', '2025.1.2'])
})

// spec 02 #9 to #11, #13
test('loadConfig() applies -o in order, creates sections, expands values, and tells faults', async () => {
  const yaml = 'version: "3"\nhttp: {address: ":80", pool: {num_workers: 1}}'
  const { config } = await load(yaml, ['http.address=:${PORT:-81}', 'rpc.listen=a', 'rpc.listen=b', 'http.pool.x=,'])
  assert.deepEqual(config.get('http'), { address: ':81', pool: { num_workers: 1, x: ',' } })
  assert.equal(config.get('rpc.listen'), 'b')
  assert.deepEqual(config.sourceOf('rpc.listen'), { kind: 'override', argument: 'rpc.listen=b' })
  assert.equal(await failure(load(yaml, ['abc'])), 'config_plugin_init: invalid flag `abc`')
})

// spec 02 #15, #16, #33
test('LayeredConfig sets dotted keys, in any letter case', async () => {
  const { config } = await load('version: "3"\nServer: {ENV: {Foo: 1}}\nhttp: {pool.debug: true}')
  config.set('HTTP.Address', ':1', { kind: 'override', argument: 'test' })
  assert.equal(config.get('http.address'), ':1')
  assert.deepEqual(config.get('server'), { env: { foo: 1 } })
  assert.deepEqual(config.get('http.pool'), { debug: true })
  assert.equal(config.has('nope'), false)
  assert.equal(config.get('nope.deeper'), undefined)
  assert.equal(config.get('http.address.deeper'), undefined)
})

// spec 02 #17, #18
test('decodeSection() names each value that cannot be decoded, with its place', async () => {
  const { config, file } = await load('version: "3"\nx:\n  listen: [a]')
  assert.equal(
    await failure(() => decodeSection(config, 'x', section({ listen: text() }))),
    'config_plugin_unmarshal_key: decoding failed due to the following error(s):\n\n' +
      `'listen' expected type 'string', got unconvertible type '[]interface {}' (${file.path}:3)`,
  )
})

// spec 02 #22
test('loadConfig() keeps lists without texts, and of mixed lists only the texts', async () => {
  const { config } = await load('version: "3"\na: [1, 2]\nb: ["$A", 5, "${N:-d}"]\nc: [{x: $A}]\nd: true', [], {
    A: 'v',
  })
  assert.deepEqual(config.get('a'), [1, 2])
  assert.deepEqual(config.get('b'), ['v', 'd'])
  assert.deepEqual(config.get('c'), [{ x: '$A' }])
  assert.equal(config.get('d'), true)
})

// spec 02 #23 to #25, #27 to #29
test('includes replace whole sections, the last one wins, -o loses, and their own includes do not count', async () => {
  const path = write({
    '.rr.yaml': 'version: "3"\nlogs: {mode: "${LV}", level: info}\nrpc: {listen: a}',
    'one.yaml': 'version: "3"\nlogs: {encoding: json}\nx: {y: "${V:-1}"}\ninclude: [nowhere.yaml]',
    'two.yaml': 'version: "3"\nx: {y: 2}',
  })
  const include = ['one', 'two'].map((name) => join(dirname(path), `${name}.yaml`)).join(' ')
  const { config } = await loadConfig(path, { overrides: [`include=${include}`, 'logs.level=debug'], environment: {} })
  assert.deepEqual(config.get('logs'), { encoding: 'json' })
  assert.equal(config.get('logs.mode'), '${LV}')
  assert.equal(config.get('x.y'), 2)
  assert.equal(config.get('rpc.listen'), 'a')
  assert.deepEqual(config.sourceOf('logs.encoding'), { kind: 'file', path: join(dirname(path), 'one.yaml'), line: 2 })
})

// spec 02 #26
test('includes must exist and have the version of the root', async () => {
  const cases: ReadonlyArray<readonly [string, RegExp]> = [
    ['x: 1', /rr configuration file should contain a version e\.g: version: 2\.7$/],
    ['version: 3', /type of version should be string, actual: int$/],
    ['version: "2.7"', /version in included file must be the same as in root$/],
  ]
  for (const [content, message] of cases) {
    const path = write({ '.rr.yaml': 'version: "3"', 'one.yaml': content })
    const overrides = [`include=${join(dirname(path), 'one.yaml')}`]
    assert.match(await failure(loadConfig(path, { overrides, environment: {} })), message)
  }
  assert.match(await failure(load('version: "3"\ninclude: /nowhere.yaml')), /open \/nowhere\.yaml: no such file/)
})

// spec 02 #30
test('envfile lies beside the configuration file, and the environment wins over it', async () => {
  const path = write({
    'sub/.rr.yaml': 'version: "3"\nenvfile: /.env\na: $FROM_FILE\nb: $BOTH',
    'sub/.env': 'FROM_FILE=f\nBOTH=f',
  })
  const environment: NodeJS.ProcessEnv = { BOTH: 'e' }
  const { config } = await loadConfig(path, { environment })
  assert.equal(config.get('a'), 'f')
  assert.equal(config.get('b'), 'e')
  assert.equal(environment['FROM_FILE'], 'f')
  assert.match(await failure(load('version: "3"\nenvfile: nope')), /open .*nope: no such file or directory/)
})

// spec 02 #32, #34
test('null counts as absent, an empty mapping as there, but not in its decoded parent', async () => {
  const { config } = await load('version: "3"\nrpc:\nlock: {}\nkv: {local: {driver: memory, config: {}}}')
  assert.equal(config.has('rpc'), false)
  assert.equal(config.has('lock'), true)
  assert.deepEqual(config.sections(), ['version', 'lock', 'kv'])
  assert.deepEqual(config.get('kv'), { local: { driver: 'memory' } })
  assert.equal(config.has('kv.local.config'), true)
  assert.equal('lock' in config.all(), false)
})

// spec 02 #36
test('readConfigFile() goes by the extension', async () => {
  const contents = {
    json: '{"version": "3", "rpc": {"listen": "a"}}',
    toml: 'version = "3"\n[rpc]\nlisten = "a"',
    yml: 'version: "3"\nrpc: {listen: a}',
    env: 'version=3\nrpc.listen=a',
  }
  for (const [extension, content] of Object.entries(contents)) {
    const { config } = await loadConfig(write({ [`rr.${extension}`]: content }), { environment: {} })
    assert.equal(config.get('rpc.listen'), 'a', extension)
  }
  assert.match(
    await failure(loadConfig(write({ 'a.ini': '' }))),
    /While parsing config: decoder not found for this format/,
  )
  assert.match(await failure(loadConfig(write({ 'a.YAML': '' }))), /Unsupported Config Type "YAML"/)
  assert.match(await failure(loadConfig(write({ plain: '' }))), /Unsupported Config Type ""/)
})

// spec 09 #6
test('loadConfig() refuses numbers that are not finite, by their key', async () => {
  assert.match(
    await failure(load('version: "3"\na:\n  b: [1, .inf]')),
    /a\.b\.1 is Infinity, wanted a finite number \(.*:3\)/,
  )
  assert.match(await failure(load('version: "3"\na: .nan')), /a is NaN/)
})

test('sourceOf() gives file and line, and the text before references were replaced', async () => {
  const yaml = 'version: "3"\nhttp:\n  address: ":${PORT}"\n  middleware:\n    - headers'
  const { config, file } = await load(yaml, [], { PORT: '1' })
  const place = { kind: 'file', path: file.path }
  assert.deepEqual(config.sourceOf('http.address'), { ...place, line: 3, raw: ':${PORT}' })
  assert.deepEqual(config.sourceOf('http.middleware.0'), { ...place, line: 5 })
  assert.deepEqual(config.sourceOf('http'), { ...place, line: 2 })
  assert.equal(config.sourceOf('http.pool'), undefined)
  const toml = await loadConfig(write({ 'a.toml': 'version = "3"\n[http]\naddress = "x"' }), { environment: {} })
  assert.equal(toml.config.sourceOf('http.address')?.kind === 'file' && toml.file.lines.get('http.address'), 3)
})

// spec 02 #38, #39
test('readEndure() reads the file as written', async () => {
  const { file } = await load('version: "3"\nendure: {grace_period: 10s, print_graph: true}', [
    'endure.grace_period=1s',
  ])
  assert.deepEqual(readEndure(file), {
    grace_period: 10_000,
    lame_duck: 0,
    sighup: 'terminate',
    log_level: 'error',
    watchdog_sec: 0,
    print_graph: true,
  })
  assert.equal(readEndure((await load('version: "3"')).file).grace_period, 30_000)
  assert.equal(readEndure((await load('version: "3"\nendure: {grace_period: 30}')).file).grace_period, 0.00003)
  const expanded = await load('version: "3"\nendure: {grace_period: "${G:-30s}"}')
  assert.match(await failure(() => readEndure(expanded.file)), /time: invalid duration "\$\{G:-30s\}"/)
})

test('readEndure() refuses a lame duck period that leaves no time to finish', async () => {
  const { file } = await load('version: "3"\nendure: {grace_period: 10s, lame_duck: 10s}')
  assert.throws(() => readEndure(file), { code: 'RR_STOP_LAME_DUCK' })
  const shorter = await load('version: "3"\nendure: {grace_period: 10s, lame_duck: 9s}')
  assert.equal(readEndure(shorter.file).lame_duck, 9000)
})

// spec 02 #59, §1.12
test('loadClientConfig() finds the address of the RPC server', async () => {
  const path = write({ '.rr.yaml': '' })
  const octane = await loadClientConfig(path, ['rpc.listen=tcp://127.0.0.1:7'], {})
  assert.equal(rpcAddress(octane), 'tcp://127.0.0.1:7')
  assert.equal(
    await failure(loadClientConfig(path, [], {})),
    'rr configuration file should contain a version e.g: version: 3',
  )
  const full = write({ '.rr.yaml': 'version: "3"\nrpc: {}' })
  assert.equal(rpcAddress(await loadClientConfig(full, [], {})), 'tcp://127.0.0.1:6001')
  assert.equal(rpcAddress(await loadClientConfig(full, ['rpc.listen=${RPC}'], { RPC: 'unix://x' })), 'unix://x')
  assert.match(await failure(loadClientConfig(full, ['include=/nowhere.yaml'], {})), /^failed to handle includes: open/)
  const none = await loadClientConfig(write({ '.rr.yaml': 'version: "3"' }), [], {})
  assert.throws(() => rpcAddress(none), {
    message: /^rpc service not specified in the configuration\. Tip: add\n rpc:\n\r listen/,
  })
})
