import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { printLine } from '../terminal.ts'
import { buildTime, compatibleVersion, packageVersion, versionLine } from '../version.ts'

/** `rr version`: the line of `--version`, then our own version. */
export const run: Run<typeof localFlags.version> = async ({ program, flags }) => {
  if (flags.json) {
    const facts = { version: compatibleVersion, courser: packageVersion, buildTime, node: process.versions.node }
    printLine(JSON.stringify(facts))
    return 0
  }
  printLine(versionLine(program))
  printLine(`courser ${packageVersion}`)
  return 0
}
