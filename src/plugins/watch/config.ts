import type { z } from 'zod'
import { bool, commandLine, durationMs, list, section, text } from '../../lib/scalars.ts'

/** Section `watch`: of ours alone, RoadRunner ignores it. */
export const watchConfig = section({
  dirs: list(text()).default(['.']).describe('Folders that are watched, with all below them'),
  patterns: list(text())
    .default(['.php'])
    .describe('Files that count: an ending such as .php, or a pattern such as config/*.yaml'),
  ignore: list(text())
    .default(['vendor', 'node_modules', 'var', 'storage'])
    .describe('What is left out, written as in .gitignore'),
  gitignore: bool().default(true).describe('Leave out what the .gitignore of each watched folder says'),
  services: list(text()).default([]).describe('Plugins whose workers are replaced; empty means all that have some'),
  debounce: durationMs().default(200).describe('How long it must be quiet after a change'),
  lint: commandLine()
    .default(['php', '-l'])
    .describe('Command that a changed .php file must pass before workers are replaced; empty means none'),
}).describe('Replaces the workers when their code changes: for development')

export type WatchConfig = z.infer<typeof watchConfig>
