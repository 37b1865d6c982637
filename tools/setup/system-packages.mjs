// Programs that come from the system's packages: PHP, its extensions, Composer.
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { giveUp, outputOf, runs, step } from './steps.mjs'

/** Package managers by command. Only Debian's is run by us; for the others we say what to run. */
const managers = {
  'apt-get': 'apt-get install -y',
  dnf: 'dnf install -y',
  apk: 'apk add',
  brew: 'brew install',
}

/** What may be missing: how to see it, and the packages that bring it. */
const needs = {
  php: program('php', { 'apt-get': ['php-cli'], dnf: ['php-cli'], apk: ['php'], brew: ['php'] }),
  'php-extensions': {
    present: () => ['mbstring', 'dom', 'xml', 'ctype', 'iconv', 'tokenizer'].every(phpHas),
    packages: {
      'apt-get': ['php-mbstring', 'php-xml'],
      dnf: ['php-mbstring', 'php-xml'],
      apk: ['php-mbstring', 'php-dom', 'php-xml', 'php-ctype', 'php-iconv', 'php-tokenizer'],
      brew: ['php'],
    },
  },
  'php-cgi': program('php-cgi', { dnf: ['php-cgi'], apk: ['php-cgi'], brew: ['php'] }),
  composer: program('composer', { 'apt-get': ['composer', 'unzip'] }),
  'redis-server': program('redis-server', { dnf: ['redis'], apk: ['redis'], brew: ['redis'] }),
  memcached: program('memcached'),
  'rabbitmq-server': program('rabbitmq-server'),
  openssl: program('openssl'),
  pebble: program('pebble'),
  wrk: program('wrk'),
  h2load: program('h2load', { 'apt-get': ['nghttp2-client'], dnf: ['nghttp2'], apk: ['nghttp2'], brew: ['nghttp2'] }),
  strace: program('strace'),
  gcc: program('gcc', { 'apt-get': ['gcc', 'libc6-dev'] }),
  nginx: program('nginx', { 'apt-get': ['nginx-light'] }),
  // The command carries PHP's version.
  'php-fpm': { present: () => readdirSync('/usr/sbin').some((name) => name.startsWith('php-fpm')), packages: {} },
}

/** A need that is met when a command is on the PATH. Packages that have the command's name need no mention. */
function program(command, packages = {}) {
  return { present: () => commandPath(command) !== undefined, packages }
}

/** Installs what is missing of the things named (keys of `needs`), or ends with the command that would. */
export function ensureSystemPackages(names) {
  const missing = names.filter((name) => !needs[name].present())
  if (missing.length === 0) return
  const manager = Object.keys(managers).find(commandPath)
  if (manager === undefined)
    giveUp(
      `Missing: ${missing.join(', ')}. Install ${missing.length === 1 ? 'it' : 'them'} (PHP 8.1 or later), then try again.`,
    )
  const packages = missing.flatMap((name) => needs[name].packages[manager] ?? [name])
  const install = `${managers[manager]} ${packages.join(' ')}`
  const prefix = manager === 'apt-get' ? rootPrefix() : undefined
  if (prefix === undefined)
    giveUp(
      `Missing: ${missing.join(', ')}. Run this, then try again:\n\n  ${manager === 'brew' ? '' : 'sudo '}${install}`,
    )
  step(`Installing from the system's packages: ${packages.join(' ')}`)
  aptInstall(prefix, packages)
  const still = names.filter((name) => !needs[name].present())
  if (still.length > 0) giveUp(`Still missing after the install: ${still.join(', ')}. The command was: ${install}`)
}

/** Where a command is on the PATH. */
export function commandPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
}

/** Installs Debian packages; `prefix` is what makes the command root's. */
function aptInstall(prefix, packages) {
  const apt = [...prefix, 'apt-get']
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args) => runs(apt[0], [...apt.slice(1), ...args], quiet)
  if (!run('update', '-qq')) giveUp('apt-get update failed: see its message above')
  if (!run('install', '-y', '-qq', '--no-install-recommends', ...packages))
    giveUp('apt-get install failed: see its message above')
}

/** The words that make a command root's: none for root, sudo where it is, undefined where neither. */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  if (commandPath('sudo') === undefined) return undefined
  if (process.stdin.isTTY) return ['sudo']
  return outputOf('sudo', ['-n', 'true']) === undefined ? undefined : ['sudo', '-n']
}

function phpHas(extension) {
  return outputOf('php', ['-r', `exit(extension_loaded('${extension}') ? 0 : 1);`]) !== undefined
}
