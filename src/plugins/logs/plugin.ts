import { definePlugin } from '../../kernel/plugin.ts'
import type { LogsConfig } from './config.ts'
import { config } from './config.ts'

/**
 * Gives section `logs` its schema and its place in the list. The loggers themselves exist before any plugin: the program makes
 * them with `createLogging` and hands them to the kernel.
 */
export const logs = definePlugin<LogsConfig>({
  name: 'logs',
  config,
  always: true,
  setup: () => ({}),
})
