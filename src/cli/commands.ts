import type { Command } from './command.ts'
import { defineCommand } from './command.ts'

const json = { kind: 'bool', usage: 'print JSON' } as const
const strict = { kind: 'bool', usage: 'refuse a configuration with unknown or mistyped keys' } as const

/** Local flags of the commands that have some; the command modules take their types from here. */
export const localFlags = {
  serve: { strict },
  reset: {
    check: {
      kind: 'bool',
      usage: 'exit with 2 when the new workers did not start, 3 when not in time (the old ones go on), 1 otherwise',
    },
  },
  workers: { interactive: { kind: 'bool', short: 'i', usage: 'redraw every second' }, json },
  jobs: {
    pause: { kind: 'bool', usage: 'pause pipelines' },
    destroy: { kind: 'bool', usage: 'destroy pipelines' },
    resume: { kind: 'bool', usage: 'resume pipelines' },
    list: { kind: 'bool', usage: 'list pipelines' },
    json,
  },
  dlq: {
    all: { kind: 'bool', usage: 'replay or purge all dead letters, of --pipeline if given' },
    pipeline: { kind: 'string', usage: 'only dead letters of this pipeline' },
    json,
  },
  config: { json, strict },
  doctor: { json, strict },
  init: { overwrite: { kind: 'bool', usage: 'replace files that exist' } },
  install: { overwrite: { kind: 'bool', usage: 'replace a ./rr that is not ours' } },
  version: { json },
} as const

/** Every sub-command, by name. */
export const commands: readonly Command[] = [
  defineCommand({
    name: 'completion',
    args: 'bash|zsh|fish|powershell',
    summary: 'Generate the autocompletion script for the specified shell',
    flags: {},
    bare: true,
    load: async () => (await import('./commands/completion.ts')).run,
  }),
  defineCommand({
    name: 'config',
    args: '[key…]',
    summary: 'Print the effective configuration and where each value comes from',
    flags: localFlags.config,
    load: async () => (await import('./commands/config.ts')).run,
  }),
  defineCommand({
    name: 'dlq',
    args: 'list|show|replay|purge [id…]',
    summary: 'Jobs that failed for good: list them, show one, run them again, or remove them',
    flags: localFlags.dlq,
    load: async () => (await import('./commands/dlq.ts')).run,
  }),
  defineCommand({
    name: 'doctor',
    summary: 'Check PHP, the worker script, ports, limits and the configuration, and say what to do',
    flags: localFlags.doctor,
    load: async () => (await import('./commands/doctor.ts')).run,
  }),
  defineCommand({
    name: 'help',
    args: '[command]',
    summary: 'Help about any command',
    flags: {},
    bare: true,
    load: async () => (await import('./commands/help.ts')).run,
  }),
  defineCommand({
    name: 'init',
    args: '[plain|laravel|symfony]',
    summary: 'Write a first .rr.yaml and what it needs',
    flags: localFlags.init,
    bare: true,
    load: async () => (await import('./commands/init.ts')).run,
  }),
  defineCommand({
    name: 'install',
    args: '[directory]',
    summary: 'Write the launcher ./rr into a PHP project, where Laravel Octane and others look for it',
    flags: localFlags.install,
    bare: true,
    load: async () => (await import('./commands/install.ts')).run,
  }),
  defineCommand({
    name: 'jobs',
    args: '[pipeline,…]',
    summary: 'Jobs pipelines manipulation',
    flags: localFlags.jobs,
    load: async () => (await import('./commands/jobs.ts')).run,
  }),
  defineCommand({
    name: 'reset',
    args: '[plugin…]',
    summary: 'Reset workers of all or specific plugins',
    flags: localFlags.reset,
    load: async () => (await import('./commands/reset.ts')).run,
  }),
  defineCommand({
    name: 'serve',
    summary: 'Start the server',
    flags: localFlags.serve,
    load: async () => (await import('./commands/serve.ts')).run,
  }),
  defineCommand({
    name: 'stop',
    summary: 'Stop the server whose process ID stands in .pid',
    flags: {},
    load: async () => (await import('./commands/stop.ts')).run,
  }),
  defineCommand({
    name: 'version',
    summary: 'Print the version we are compatible with and our own',
    flags: localFlags.version,
    bare: true,
    load: async () => (await import('./commands/version.ts')).run,
  }),
  defineCommand({
    name: 'workers',
    args: '[plugin…]',
    summary: 'Show information about active workers',
    flags: localFlags.workers,
    load: async () => (await import('./commands/workers.ts')).run,
  }),
]
