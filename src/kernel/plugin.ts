import type { ZodType } from 'zod'
import type { Logger } from '../lib/log.ts'
import type { WorkerInfo } from '../lib/worker-info.ts'
import type { ConfigReader } from './config-reader.ts'
import type { MetricFamily } from './metrics.ts'
import type { RpcMethods } from './rpc.ts'
import type { UserModules, UserSections } from './user-definitions.ts'

export type { WorkerInfo } from '../lib/worker-info.ts'

/** A typed name of what one plugin offers another. Made once, in the offering plugin's `contract.ts`. */
export interface Token<T> {
  readonly name: string
  /** Never set: carries the type only. */
  readonly type?: T
}

/** Makes a token. The name appears in messages when the offering plugin is absent. */
export function defineToken<T>(name: string): Token<T> {
  return { name }
}

/** One pipeline, as `informer.Jobs` reports it. Keys are RoadRunner's; spec 02 §7.1. */
export interface JobsInfo {
  readonly Pipeline: string
  readonly Driver: string
  readonly Queue: string
  readonly Active: number
  readonly Delayed: number
  readonly Reserved: number
  readonly Ready: boolean
  readonly Priority: number
  readonly ErrorMessage: string
}

/** Things of one kind that a stop waits for. */
export interface InFlight {
  /** In the plural: `requests`. */
  readonly what: string
  readonly count: number
}

/** A pool that a plugin has beside its first one; its workers are listed and replaced under a name of their own. */
export interface NamedPool {
  /** `http:reports`. */
  readonly name: string
  readonly workers: () => Promise<readonly WorkerInfo[]>
  readonly addWorker: () => Promise<void>
  readonly removeWorker: () => Promise<void>
  readonly reset: () => Promise<void>
}

/** What a plugin offers. Having a field is the declaration; the plugins that serve a capability look for it in `start`. */
export interface PluginOffer {
  /** RPC methods, reachable as `<plugin name>.<Method>`. */
  readonly rpc?: RpcMethods
  /** Processes for `rr workers`. */
  readonly workers?: () => Promise<readonly WorkerInfo[]>
  readonly jobs?: () => Promise<readonly JobsInfo[]>
  readonly addWorker?: () => Promise<void>
  readonly removeWorker?: () => Promise<void>
  /** Pools beside the one that `workers`, `addWorker` and `removeWorker` are about. `reset` replaces their workers, too. */
  readonly pools?: () => readonly NamedPool[]
  /** Replaces every worker; resolves once no old one serves. */
  readonly reset?: () => Promise<void>
  /** What a stop would have to wait for now, for the plan that is printed. */
  readonly inFlight?: () => readonly InFlight[]
  /** HTTP-like status codes: 200 alive, 503 not. */
  readonly health?: () => number
  readonly ready?: () => number
  /** What the plugin has counted; asked for at each scrape. */
  readonly metrics?: () => readonly MetricFamily[] | Promise<readonly MetricFamily[]>
  /** Listen, spawn, connect. All plugins are set up by now. Plugins of a higher weight have started. */
  readonly start?: () => void | Promise<void>
  /** Called at shutdown, also after a failed start, and only if `setup` succeeded. `graceMs` is what is left of the grace period. */
  readonly stop?: (graceMs: number) => void | Promise<void>
}

/** Where the life of the server stands: `running` once all plugins have started, `stopping` before the first of them stops. */
export type KernelPhase = 'starting' | 'running' | 'stopping'

/** What the kernel hands to `setup`. */
export interface PluginContext<Config> {
  readonly config: Config
  /** The logger of the plugin's own channel. */
  readonly log: Logger
  /** A logger of another channel (pools log as `server`). */
  logger(channel: string): Logger
  /** The whole configuration: for a plugin that reads sections other than its own. */
  readonly reader: ConfigReader
  /** Version reported to PHP, without a leading `v`. */
  readonly version: string
  readonly gracePeriodMs: number
  /** `-e` was given. */
  readonly experimental: boolean
  provide<T>(token: Token<T>, value: T): void
  /** What a plugin named in `needs` provided. */
  get<T>(token: Token<T>): T
  /** What some plugin may have provided. */
  find<T>(token: Token<T>): T | undefined
  /** The active plugins that offer a capability, in boot order. Complete only in `start` and later. */
  having<Key extends keyof PluginOffer>(
    capability: Key,
  ): ReadonlyArray<{ readonly name: string; readonly offer: PluginOffer & Required<Pick<PluginOffer, Key>> }>
  /** Where the server stands. Readiness ends with `running`. */
  phase(): KernelPhase
  /** Names of all active plugins, in boot order. */
  active(): readonly string[]
  /** Reports a failure at run time: the server stops, exit code 1. */
  fail(error: unknown): void
}

/**
 * A plugin: a folder under `src/plugins/` for one section of `.rr.yaml`.
 *
 * Life: `setup` in dependency order (wire only, touch nothing outside the process) → `start` by weight, then dependency order
 * → `stop` in reverse order.
 */
export interface Plugin<Config = unknown> {
  /** Config key, RPC namespace and log channel in one. */
  readonly name: string
  /** Schema of the section; absent means the plugin reads no section. */
  readonly config?: ZodType<Config>
  /** Active without a section of its own. Default: active when the section is present and not null. */
  readonly always?: boolean
  /** Active also when one of these keys is there. */
  readonly activeWith?: readonly string[]
  /**
   * A section that cannot be decoded disables the plugin, with a warning, where it stops the start of others: RoadRunner does so in
   * `rpc`, `status` and `static`.
   */
  readonly disabledByBadConfig?: boolean
  /** Starts earlier the higher it is; default 1. Spec 02 §3.3. */
  readonly weight?: number
  /** Tokens without which the plugin is disabled, with a log line. */
  readonly needs?: readonly Token<unknown>[]
  /** Tokens it provides in `setup`: gives the boot order. */
  readonly provides?: readonly Token<unknown>[]
  /**
   * Sections that are read by other schemas than `config`, by path: the options of drivers. For the search for unknown keys alone, before any
   * plugin is set up.
   */
  sections?(reader: ConfigReader, modules: UserModules): UserSections | Promise<UserSections>
  setup(ctx: PluginContext<Config>): PluginOffer | Promise<PluginOffer>
}

/** Declares a plugin; the identity function, for its type. */
export function definePlugin<Config>(plugin: Plugin<Config>): Plugin<Config> {
  return plugin
}

/** A plugin that is set up, and what it offers. */
export interface ActivePlugin {
  readonly plugin: Plugin
  readonly name: string
  readonly offer: PluginOffer
}
