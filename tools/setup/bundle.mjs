// The bundle in dist/, which is what a user runs.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp, root, runs, step } from './steps.mjs'

const inputs = ['bin', 'src', 'tools/build.ts', 'package-lock.json']

/** Builds dist/ when it is missing or older than anything it is made from. */
export function ensureBundle() {
  const bundle = join(root, 'dist/rr.mjs')
  if (existsSync(bundle) && newest(inputs.map((path) => join(root, path))) <= statSync(bundle).mtimeMs) return
  step('Building dist/')
  if (!build()) giveUp('The build failed: see its message above')
}

/** Builds dist/; false when that failed. */
export function build() {
  return runs(join(root, 'tools/node'), ['tools/build.ts'])
}

function newest(paths) {
  return Math.max(0, ...paths.map(newestUnder))
}

function newestUnder(path) {
  const stat = statSync(path)
  return stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs
}
