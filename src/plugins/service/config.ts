import type { z } from 'zod'
import { bool, count, durationMs, int, map, section, text } from '../../lib/scalars.ts'

/** One service. */
export const serviceEntry = section({
  command: text().describe('Program and arguments, split at single blanks; no shell, no quotes'),
  process_num: int().default(1).describe('Copies that run'),
  exec_timeout: durationMs()
    .default(0)
    .describe('Longest life of a process; it is killed when it passes. 0 means no limit'),
  remain_after_exit: bool().default(false).describe('Start a process again after it has exited, however it did'),
  restart_sec: count().default(30).describe('Seconds between an exit and the next start; 0 means 30'),
  timeout_stop_sec: count()
    .default(5)
    .describe('Seconds a process may take to leave after SIGINT until it is killed; 0 means 5'),
  service_name_in_log: bool().default(false).describe('Log under the name service.<name> instead of service'),
  env: map(text()).describe('Variables added to the environment; names become upper-case, $VAR in values is replaced'),
  user: text().describe('Name of the user under whom the processes run; needs root'),
})

/** Section `service`: programs that run beside the server, by name. Follows: spec 06 §3.1 */
export const serviceConfig = map(serviceEntry).describe('Programs that run beside the server, by name')

export type ServiceEntry = z.infer<typeof serviceEntry>
export type ServiceConfig = z.infer<typeof serviceConfig>
