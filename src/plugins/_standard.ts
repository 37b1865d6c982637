/*
  What ships: one line per plugin. The order decides which of two plugins of equal weight is set up, started and stopped first.
*/
import { decodeSection } from '../kernel/config/decode.ts'
import type { ConfigReader } from '../kernel/config-reader.ts'
import type { Plugin } from '../kernel/plugin.ts'
import type { Logging } from '../kernel/server.ts'
import { amqp } from './amqp/plugin.ts'
import { app } from './app-logger/plugin.ts'
import { fileserver } from './fileserver/plugin.ts'
import { http } from './http/plugin.ts'
import { informer } from './informer/plugin.ts'
import { jobs } from './jobs/plugin.ts'
import { kv } from './kv/plugin.ts'
import { lock } from './lock/plugin.ts'
import { config as logsConfig } from './logs/config.ts'
import { createLogging } from './logs/create-logging.ts'
import { logs } from './logs/plugin.ts'
import { metrics } from './metrics/plugin.ts'
import { otel } from './otel/plugin.ts'
import { resetter } from './resetter/plugin.ts'
import { rpc } from './rpc/plugin.ts'
import { server } from './server/plugin.ts'
import { service } from './service/plugin.ts'
import { status } from './status/plugin.ts'
import { store } from './store/plugin.ts'
import { tcp } from './tcp/plugin.ts'
import { watch } from './watch/plugin.ts'

/** The plugins of this version. */
export const standardPlugins: readonly Plugin[] = [
  informer,
  resetter,
  logs,
  otel,
  rpc,
  app,
  server,
  kv,
  lock,
  http,
  service,
  tcp,
  amqp,
  store,
  jobs,
  status,
  metrics,
  fileserver,
  watch,
]

/** Opens the logs of section `logs`: done before any plugin is set up. */
export function openLogging(reader: ConfigReader): Logging {
  return createLogging(decodeSection(reader, 'logs', logsConfig))
}

/** What user modules get when they import `courser`. */
export function loadApi(): Promise<Readonly<Record<string, unknown>>> {
  return import('../api.ts')
}
