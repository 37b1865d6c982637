// The npm packages of this checkout, our Node 26 among them.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp, outputOf, root, runs, step } from './steps.mjs'

// NODE_ENV=production or a user's setting may leave out what we build with.
const quiet = ['--no-audit', '--no-fund', '--include=dev', '--include=optional']

/** Installs the npm packages when they are missing or older than the lock file. */
export function ensureNpmPackages() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) {
    step('Installing npm packages (our Node 26 is one of them)')
    if (!npm(['ci', ...quiet])) giveUp('npm ci failed: see its message above')
  } else if (statSync(join(root, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs) {
    step('Updating npm packages: package-lock.json has changed')
    if (!npm(['install', ...quiet, '--no-save'])) giveUp('npm install failed: see its message above')
  }
  if (outputOf(join(root, 'tools/node'), ['--version']) === undefined) giveUp(noNodeText())
}

/** Runs npm: the one that runs us, if one does. */
export function npm(args) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? runs(process.execPath, [cli, ...args]) : runs('npm', args)
}

function noNodeText() {
  return `Node 26 did not come with the npm packages or does not run here: this is ${process.platform} ${process.arch}, wanted
Linux with glibc on x64 or arm64, or macOS on arm64. If npm was told to leave optional dependencies out, allow them.`
}
