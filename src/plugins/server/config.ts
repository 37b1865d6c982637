import type { z } from 'zod'
import { bool, commandLine, durationMs, map, section, text } from '../../lib/scalars.ts'

const onInit = section({
  command: commandLine().describe('What to run before the first worker starts'),
  exec_timeout: durationMs().default(60_000).describe('How long it may run before it is killed'),
  env: map(text()).default({}).describe('Variables added to its environment'),
  user: text().default('').describe('User to run it as; needs root'),
  exit_on_error: bool().default(false).describe('End the server when it fails or takes too long'),
}).describe('A command that runs once, before any worker')

/** Section `server`. Follows: spec 01 §6.1. */
export const serverConfig = section({
  command: commandLine().describe('Command of the workers: a text split at blanks, or a list used as it is'),
  user: text().default('').describe('User that workers run as; needs root'),
  group: text().default('').describe("Not used: workers get the user's own group"),
  env: map(text()).default({}).describe('Variables added to the environment of workers; names become upper-case'),
  relay: text().default('pipes').describe('How workers speak to the server: pipes, tcp://host:port or unix://path'),
  relay_timeout: text().optional().describe('Ignored: known from old configurations'),
  on_init: onInit.optional(),
})

export type ServerConfig = z.infer<typeof serverConfig>
/** `server.on_init`. */
export type OnInitConfig = NonNullable<ServerConfig['on_init']>
