// The program behind bin/rr: takes what the launcher left in the environment, which workers must not inherit, and runs.
import { basename } from 'node:path'
import { main } from '../src/cli/main.ts'
import { takeLauncher } from '../src/os/launcher.ts'

process.exit(await main(basename(takeLauncher()).replace(/\.(mjs|ts)$/, ''), process.argv.slice(2)))
