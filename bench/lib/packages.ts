import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { ensureSystemPackages } from '../../tools/setup/system-packages.mjs'

/** Asked before a service of a package that is being installed is started. */
const policy = '/usr/sbin/policy-rc.d'

/** Installs the programs named (keys of the table in tools/setup/system-packages.mjs) without starting their services. */
export function ensurePrograms(names: readonly string[]): void {
  const ours = process.getuid?.() === 0 && !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    ensureSystemPackages(names)
  } finally {
    if (ours) rmSync(policy)
  }
}

/** php-fpm under the name that Debian gives it, which carries the version. */
export function phpFpmPath(): string {
  const name = readdirSync('/usr/sbin').find((file) => /^php-fpm[\d.]*$/.test(file))
  if (name === undefined) throw new Error('Cannot find php-fpm in /usr/sbin')
  return `/usr/sbin/${name}`
}
