// `npm test`: the whole gate on a machine that has only Node 20 or later and npm. Depends on nothing but Node. Installs what
// the tests need, then: build, `npm run ok` (format, lint, types, generated files, unit and architecture tests), end to end.
// Every part runs even if one before it failed; the end says which did, and what was not run.
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { build } from './setup/bundle.mjs'
import { ensureNpmPackages } from './setup/npm-packages.mjs'
import { root, runLimited, runs, step } from './setup/steps.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'

/** Longest whole run once the packages are there. */
const limitMs = 9.5 * 60_000

ensureNpmPackages()
ensureSystemPackages([
  'php',
  'php-extensions',
  'php-cgi',
  'composer',
  'redis-server',
  'memcached',
  'rabbitmq-server',
  'strace',
  'openssl',
  'nginx',
  'pebble',
])
const failed = installComposerPackages()

const startedAt = performance.now()
step('Building dist/')
const built = build()
if (!built) failed.push('build')
await part('checks and unit tests', 'npm', ['run', '-s', 'ok'])
if (built) {
  // They mostly wait for one another's processes: more files at a time than cores.
  const flags = ['--test', '--test-timeout=120000', `--test-concurrency=${availableParallelism() + 2}`]
  await part('end to end', 'tools/node', [...flags, ...endToEndFiles()])
}

console.log(`\nTook ${Math.round((performance.now() - startedAt) / 1000)} s.`)
console.log('The suites against the official PHP packages are apart: npm run test:sdk -- FOLDER')
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)

/** Runs one part within what is left of the time. */
async function part(name, command, args) {
  step(`Running ${name}`)
  const leftMs = Math.max(1000, limitMs - (performance.now() - startedAt))
  const result = await runLimited(command, args, leftMs)
  if (result === 0) return
  failed.push(result === 'timeout' ? `${name} (stopped after ${Math.round(leftMs / 1000)} s)` : `${name} (${result})`)
}

/** Installs the Composer packages of the fixtures that have any; returns the names of those that failed. */
function installComposerPackages() {
  const fixtures = readdirSync(join(root, 'test')).filter(
    (name) => name !== 'sdk' && existsSync(join(root, 'test', name, 'composer.json')),
  )
  return fixtures.flatMap((name) => {
    if (existsSync(join(root, 'test', name, 'vendor/autoload.php'))) return []
    step(`Installing Composer packages of test/${name}`)
    const args = ['install', '--no-interaction', '--no-progress', '--quiet', `--working-dir=test/${name}`]
    return runs('composer', args, { COMPOSER_ALLOW_SUPERUSER: '1' }) ? [] : [`composer install in test/${name}`]
  })
}

function endToEndFiles() {
  const files = ['e2e', 'conformance'].flatMap((folder) =>
    readdirSync(join(root, 'test', folder), { recursive: true })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join('test', folder, name)),
  )
  if (files.length === 0) failed.push('end to end (no test found)')
  return files.sort((a, b) => a.localeCompare(b))
}
