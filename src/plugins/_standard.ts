/*
  What ships: one line per plugin, whose code is loaded when the configuration calls for it. The order decides which of two plugins of equal
  weight is set up, started and stopped first.
*/
import { decodeSection } from '../kernel/config/decode.ts'
import type { ConfigReader } from '../kernel/config-reader.ts'
import type { Logging } from '../kernel/server.ts'
import type { ShippedPlugin } from '../kernel/shipped.ts'
import { config as logsConfig } from './logs/config.ts'
import { createLogging } from './logs/create-logging.ts'

/** The plugins of this version. */
export const standardPlugins: readonly ShippedPlugin[] = [
  { name: 'informer', always: true, load: async () => (await import('./informer/plugin.ts')).informer },
  { name: 'resetter', always: true, load: async () => (await import('./resetter/plugin.ts')).resetter },
  { name: 'logs', always: true, load: async () => (await import('./logs/plugin.ts')).logs },
  { name: 'otel', load: async () => (await import('./otel/plugin.ts')).otel },
  { name: 'rpc', load: async () => (await import('./rpc/plugin.ts')).rpc },
  { name: 'app', always: true, load: async () => (await import('./app-logger/plugin.ts')).app },
  { name: 'server', activeWith: ['http.classic'], load: async () => (await import('./server/plugin.ts')).server },
  { name: 'kv', load: async () => (await import('./kv/plugin.ts')).kv },
  { name: 'lock', always: true, load: async () => (await import('./lock/plugin.ts')).lock },
  { name: 'http', load: async () => (await import('./http/plugin.ts')).http },
  { name: 'service', load: async () => (await import('./service/plugin.ts')).service },
  { name: 'tcp', load: async () => (await import('./tcp/plugin.ts')).tcp },
  { name: 'amqp', load: async () => (await import('./amqp/plugin.ts')).amqp },
  { name: 'store', always: true, load: async () => (await import('./store/plugin.ts')).store },
  { name: 'jobs', load: async () => (await import('./jobs/plugin.ts')).jobs },
  { name: 'status', load: async () => (await import('./status/plugin.ts')).status },
  { name: 'metrics', load: async () => (await import('./metrics/plugin.ts')).metrics },
  { name: 'fileserver', load: async () => (await import('./fileserver/plugin.ts')).fileserver },
  { name: 'watch', load: async () => (await import('./watch/plugin.ts')).watch },
]

/** Opens the logs of section `logs`: done before any plugin is set up. */
export function openLogging(reader: ConfigReader): Logging {
  return createLogging(decodeSection(reader, 'logs', logsConfig))
}

/** What user modules get when they import `courser`. */
export function loadApi(): Promise<Readonly<Record<string, unknown>>> {
  return import('../api.ts')
}
