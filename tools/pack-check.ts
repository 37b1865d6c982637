// `npm run pack:check`: packs the package, installs it into an empty folder, serves PHP from there, asks it over HTTP, checks
// that user modules get types, and cleans up. What passes here works for whoever runs `npm install courser`.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the tarball must hold, and what must not slip in. */
const wanted = [
  'bin/rr',
  'dist/rr.mjs',
  'dist/api.mjs',
  'dist/version',
  'dist/types/api.d.ts',
  'php/autoload.php',
  'php/demo/.rr.yaml',
  'README.md',
  'LICENSE',
]
const unwanted = /(^|\/)(node_modules|\.cache|vendor|src\/[^/]+\/.*\.ts|test)(\/|$)|^(?!.*\.d\.ts$).*\.ts$/

const folder = mkdtempSync(join(tmpdir(), 'courser-pack-'))
try {
  const tarball = pack()
  install(tarball)
  checkTypes()
  await serveOnce()
  console.log('The packed package installs and serves PHP')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function pack(): string {
  say('Packing')
  const printed = run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], process.cwd())
  const [packed] = Object.values(JSON.parse(printed.slice(printed.search(/^[[{]/m))) as Record<string, PackResult>)
  assert(packed, 'npm pack reported nothing')
  const paths = packed.files.map((file) => file.path)
  assert.deepEqual(
    wanted.filter((path) => !paths.includes(path)),
    [],
    'missing in the package',
  )
  assert.deepEqual(
    paths.filter((path) => !path.startsWith('php/') && unwanted.test(path)),
    [],
    'should not be in the package',
  )
  console.log(`  ${paths.length} files, ${(packed.size / 1e6).toFixed(1)} MB`)
  return join(folder, packed.filename)
}

interface PackResult {
  readonly filename: string
  readonly size: number
  readonly files: ReadonlyArray<{ readonly path: string }>
}

function install(tarball: string): void {
  say('Installing into an empty folder')
  mkdirSync(join(folder, 'app'))
  writeFileSync(join(folder, 'app/package.json'), '{ "private": true }\n')
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball])
  const version = run('node_modules/.bin/rr', ['--version'])
  assert.match(version, /version/, 'rr --version')
  console.log(`  ${version.trim()}`)
}

/** A user's module in TypeScript sees our types, and they are not `any`. */
function checkTypes(): void {
  say('Type-checking a user module')
  const module = `import { definePlugin, section, text } from 'courser'
export const mine = definePlugin({ name: 'mine', config: section({ word: text() }), setup: (ctx) => (ctx.log.info('x'), {}) })
// @ts-expect-error a plugin is no number
export const wrong: number = mine
`
  writeFileSync(join(folder, 'app/module.ts'), module)
  const options = [
    '--strict',
    '--noEmit',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    '--target',
    'es2024',
    '--types',
    '',
  ]
  run(join(process.cwd(), 'node_modules/.bin/tsc'), ['--ignoreConfig', 'module.ts', ...options])
}

async function serveOnce(): Promise<void> {
  say('Serving PHP')
  const port = await freePort()
  writeFileSync(
    join(folder, 'app/worker.php'),
    `<?php require 'node_modules/courser/php/autoload.php'; Courser\\Http::serve(fn () => 'Hello from the package');\n`,
  )
  writeFileSync(
    join(folder, 'app/.rr.yaml'),
    `version: '3'\nserver: { command: php worker.php }\nhttp: { address: '127.0.0.1:${port}', pool: { num_workers: 1 } }\n`,
  )
  const server = spawn('node_modules/.bin/rr', ['serve'], {
    cwd: join(folder, 'app'),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = once(server, 'exit')
  try {
    assert.equal(await answerOf(`http://127.0.0.1:${port}/`), 'Hello from the package')
  } finally {
    server.kill('SIGTERM')
  }
  const force = setTimeout(() => server.kill('SIGKILL'), 20_000)
  assert.deepEqual(await exited, [0, null], 'the server stops in good order')
  clearTimeout(force)
}

async function answerOf(url: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(url).catch(() => undefined)
    if (response !== undefined) return response.text()
    await sleep(100)
  }
  throw new Error(`No answer from ${url} within 10 s`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

function run(command: string, args: readonly string[], cwd = join(folder, 'app')): string {
  return execFileSync(command, [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

function say(text: string): void {
  console.log(`\u203a ${text}`)
}
