// `npm run test:sdk -- FOLDER`: the suites that run PHP, with the official packages that lie in FOLDER (vendor/autoload.php)
// in the place of our double. Prints the versions that ran. On an ordinary machine: composer install in test/sdk, FOLDER = test/sdk.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const suites = ['php-double', 'php-relays', 'http-exchange', 'http-pool', 'pool', 'symfony', 'jobs-memory', 'kv']

process.exit(await main(process.argv[2]))

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.log('not run: no SDK folder given')
    return 0
  }
  const sdk = resolve(folder)
  if (!existsSync(join(sdk, 'vendor/autoload.php'))) {
    console.error(`Cannot run the SDK suites: ${sdk} has no vendor/autoload.php, wanted one (composer install there)`)
    return 1
  }
  console.log(versions(sdk).join('\n'))
  const files = suites.map((name) => `test/e2e/${name}.test.ts`).filter((path) => existsSync(path))
  // What the double cannot do: the official producers and consumers of jobs.
  if (existsSync(join(sdk, 'src/jobs')) || existsSync(join(sdk, 'vendor/spiral/roadrunner-jobs')))
    files.push('test/sdk/jobs.test.ts')
  const child = spawn('tools/node', ['--test', '--test-timeout=120000', ...files], {
    stdio: 'inherit',
    env: { ...process.env, SDK_FOLDER: sdk, SDK_DOUBLE: knowsProtobuf(sdk) ? '3.5' : '3.4' },
  })
  return await new Promise((done) => child.once('exit', (code) => done(code ?? 1)))
}

/** From 3.5 on, roadrunner-http brings the messages of http.v1 along. */
function knowsProtobuf(sdk: string): boolean {
  return existsSync(join(sdk, 'vendor/roadrunner-php/roadrunner-api-dto'))
}

/** Names and versions: of versions.txt where sources were laid out by hand, and of what Composer installed. */
function versions(sdk: string): string[] {
  const byHand = join(sdk, 'versions.txt')
  const lines = existsSync(byHand) ? readFileSync(byHand, 'utf8').trim().split('\n') : []
  const installed = JSON.parse(readFileSync(join(sdk, 'vendor/composer/installed.json'), 'utf8')) as {
    readonly packages: ReadonlyArray<{ readonly name: string; readonly version: string }>
  }
  return [...lines, ...installed.packages.map(({ name, version }) => `${name} ${version}`)]
}
