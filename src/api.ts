/**
 * What user modules import as `courser`. Names here are public: they keep their meaning.
 */

export type { ConfigReader, ConfigSource } from './kernel/config-reader.ts'
export type { HistogramSample, MetricFamily, MetricLabels, MetricSample } from './kernel/metrics.ts'
export type {
  ActivePlugin,
  JobsInfo,
  KernelPhase,
  Plugin,
  PluginContext,
  PluginOffer,
  Token,
  WorkerInfo,
} from './kernel/plugin.ts'
export { definePlugin, defineToken } from './kernel/plugin.ts'
export type { RpcMethod, RpcMethods, RpcType } from './kernel/rpc.ts'
export { defineMethod } from './kernel/rpc.ts'
export type { LogFields, Logger, LogLevel, LogPairs, LogValue } from './lib/log.ts'
export type { MaybePromise } from './lib/maybe-promise.ts'
export { OpError } from './lib/op-error.ts'
export type { Field } from './lib/scalars.ts'
export {
  anything,
  bool,
  commandLine,
  count,
  durationMs,
  int,
  list,
  map,
  number,
  oneOf,
  section,
  text,
} from './lib/scalars.ts'
export type {
  BodyFilter,
  BodyOutput,
  Exchange,
  ExchangeEnd,
  ExchangeHandler,
  ExchangeRequest,
  ExchangeResponse,
  HeaderList,
  MiddlewareContext,
  MiddlewareDefinition,
} from './plugins/http/contract.ts'
export { defineMiddleware } from './plugins/http/contract.ts'
export type {
  ContextKey,
  Delivery,
  DriverCapabilities,
  DriverContext,
  DriverState,
  Inbox,
  JobHeaders,
  JobsDriver,
  JobsDriverDefinition,
  Message,
} from './plugins/jobs/contract.ts'
export { defineJobsDriver } from './plugins/jobs/contract.ts'
export type {
  Storage,
  StorageContext,
  StorageDefinition,
  StorageExpiry,
  StorageItem,
  StorageTexts,
} from './plugins/kv/contract.ts'
export { defineStorage } from './plugins/kv/contract.ts'
export type { Lease, Leases } from './plugins/lock/contract.ts'
export { leasesToken } from './plugins/lock/contract.ts'
