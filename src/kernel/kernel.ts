/*
  Life of the plugins of one server:

     plugins ─ enabled? ─ boot order ─ setup, one by one ─ start, heavier first ─ … ─ stop, in reverse order
                  │            │            │                     │                       ▲
                  └ not run ───┴────────────┘                     └── failed: stop what was set up

  Follows: spec 02 §3
*/
import { setTimeout as sleep } from 'node:timers/promises'
import { RRError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { errorText, OpError } from '../lib/op-error.ts'
import { type DisabledPlugin, planBoot, pluginTitle, startOrder, unmetReason } from './boot-order.ts'
import { decodeSection } from './config/decode.ts'
import type { ConfigReader } from './config-reader.ts'
import type { ActivePlugin, InFlight, KernelPhase, Plugin, PluginContext, PluginOffer, Token } from './plugin.ts'
import { type Provision, Provisions } from './provisions.ts'
import { type PluginFailure, resetPlugins } from './reset.ts'
import { isAskedFor } from './shipped.ts'
import { stopPlugins } from './stop.ts'

/** What a kernel runs on. */
export interface KernelOptions {
  /** In the order that decides ties. Of plugins with one name the first counts. */
  readonly plugins: readonly Plugin[]
  readonly reader: ConfigReader
  readonly makeLogger: (channel: string) => Logger
  /** Where the kernel itself logs. */
  readonly log: Logger
  readonly version: string
  readonly gracePeriodMs: number
  readonly experimental: boolean
  /** Values under tokens that are there without a plugin. */
  readonly given?: readonly Provision[]
}

/** Runs a list of plugins. */
export class Kernel {
  /** Resolves with the first failure a plugin reports while it runs. */
  readonly failed: Promise<PluginFailure>
  readonly #options: KernelOptions
  readonly #provisions: Provisions
  readonly #reportFailure: (failure: PluginFailure) => void
  #active: ActivePlugin[] = []
  #started: ActivePlugin[] = []
  #phase: KernelPhase = 'starting'
  #starting: Promise<void> | undefined
  #stopping: Promise<void> | undefined
  /** The plugin that is being set up or started. */
  #current: Promise<void> = Promise.resolve()

  constructor(options: KernelOptions) {
    const { promise, resolve } = Promise.withResolvers<PluginFailure>()
    this.failed = promise
    this.#reportFailure = resolve
    this.#options = options
    this.#provisions = new Provisions(options.given ?? [])
  }

  /** Plugins that run, in boot order. */
  get active(): readonly ActivePlugin[] {
    return this.#active
  }

  /** Sets up and starts all enabled plugins. When it rejects, everything is stopped again. Called again, gives the same promise. */
  start(): Promise<void> {
    this.#starting ??= this.#boot()
    return this.#starting
  }

  /**
   * Stops all plugins in reverse order, within the grace period; one that takes longer is waited for all the same. `lameDuckMs` of that
   * period pass first, in which the server, though not ready any more, takes what comes. Rejects with the errors of all that failed, a
   * line each. Called again, gives the same promise.
   */
  stop(lameDuckMs = 0): Promise<void> {
    this.#stopping ??= this.#halt(lameDuckMs)
    return this.#stopping
  }

  /** What a stop would have to wait for, plugin by plugin. */
  inFlight(): ReadonlyArray<InFlight & { readonly plugin: string }> {
    return this.#active.flatMap(({ name, offer }) =>
      (offer.inFlight?.() ?? []).map((one) => ({ plugin: name, ...one })),
    )
  }

  /** Replaces the workers of all plugins that have some, at once. Answers what failed: those workers go on. */
  reset(): Promise<readonly PluginFailure[]> {
    return resetPlugins(this.#active.filter(({ offer }) => offer.reset !== undefined))
  }

  async #boot(): Promise<void> {
    try {
      await this.#setupAll()
      await this.#startAll()
      if (this.#stopping === undefined) this.#phase = 'running'
    } catch (error) {
      // What fails now is in the log; the reason of the start's failure is what the user must see.
      await this.stop().catch(() => {})
      throw error
    }
  }

  async #halt(lameDuckMs: number): Promise<void> {
    const { gracePeriodMs, log } = this.#options
    const deadline = performance.now() + gracePeriodMs
    const accepting = this.#phase === 'running'
    this.#phase = 'stopping'
    if (accepting && lameDuckMs > 0) await sleep(lameDuckMs)
    await Promise.race([Promise.allSettled([this.#current]), sleep(gracePeriodMs, undefined, { ref: false })])
    const started = this.#started
    const rest = this.#active.filter((plugin) => !started.includes(plugin))
    await stopPlugins([...rest.toReversed(), ...started.toReversed()], { gracePeriodMs, deadline, log })
  }

  /** One step of the start. Nothing new begins once the kernel stops. */
  #step(work: () => Promise<void>): Promise<void> {
    if (this.#stopping !== undefined) throw new RRError('RR_START_INTERRUPTED', [])
    this.#current = work()
    return this.#current
  }

  async #setupAll(): Promise<void> {
    const { given = [], log } = this.#options
    const enabled = this.#enabledPlugins()
    const plan = planBoot(enabled, new Set(given.map((provision) => provision.token)))
    for (const left of plan.disabled) this.#logDisabled(left)
    for (const plugin of plan.order) {
      log.debug('setting up the plugin', { plugin: plugin.name })
      await this.#step(() => this.#setup(plugin))
    }
    if (this.#active.length === 0) throw new OpError('', undefined, 'All plugins are disabled, nothing to serve')
  }

  #enabledPlugins(): Plugin[] {
    const { plugins, reader, log } = this.#options
    if (plugins.length === 0) throw new OpError('endure_initialize', undefined, 'no plugins registered')
    const byName = new Map<string, Plugin>()
    for (const plugin of plugins) {
      if (byName.has(plugin.name)) log.warn('a plugin of this name is registered already', { plugin: plugin.name })
      else byName.set(plugin.name, plugin)
    }
    return [...byName.values()].filter((plugin) => isAskedFor(plugin, reader))
  }

  async #setup(plugin: Plugin): Promise<void> {
    const missing = (plugin.needs ?? []).find((token) => !this.#provisions.has(token))
    if (missing !== undefined) return this.#logDisabled({ plugin, reason: unmetReason(missing) })
    try {
      const config = this.#decode(plugin)
      const offer = await plugin.setup(this.#context(plugin, config))
      this.#active.push({ plugin, name: plugin.name, offer })
    } catch (error) {
      if (!(error instanceof OpError && error.is('Disabled'))) throw error
      this.#provisions.removeOf(plugin)
      this.#logDisabled({ plugin, reason: errorText(error) })
    }
  }

  #decode(plugin: Plugin): unknown {
    if (plugin.config === undefined) return undefined
    try {
      return decodeSection(this.#options.reader, plugin.name, plugin.config)
    } catch (error) {
      throw new OpError(
        `${plugin.name}_plugin_init`,
        plugin.disabledByBadConfig === true ? 'Disabled' : undefined,
        error,
      )
    }
  }

  async #startAll(): Promise<void> {
    const order = startOrder(this.#active.map(({ plugin }) => plugin))
    for (const plugin of order) {
      const active = this.#active.find((one) => one.plugin === plugin) as ActivePlugin
      await this.#step(() => this.#start(active))
    }
  }

  async #start(active: ActivePlugin): Promise<void> {
    this.#options.log.debug('starting the plugin', { plugin: active.name })
    this.#started.push(active)
    try {
      await active.offer.start?.()
    } catch (error) {
      const text = `serve error from the plugin ${pluginTitle(active.name)} stopping execution, error: ${errorText(error)}`
      throw new OpError('', 'FunctionCall', new OpError(text, undefined))
    }
  }

  #logDisabled({ plugin, reason }: DisabledPlugin): void {
    this.#options.log.warn('plugin disabled', { plugin: plugin.name, reason })
  }

  #fail(plugin: string, error: unknown): void {
    this.#options.log.error("plugin returned an error from the 'Serve' method", { error: errorText(error), plugin })
    this.#reportFailure({ plugin, error })
  }

  #context(plugin: Plugin, config: unknown): PluginContext<unknown> {
    const { reader, makeLogger, version, gracePeriodMs, experimental } = this.#options
    return {
      config,
      log: makeLogger(plugin.name),
      logger: makeLogger,
      reader,
      version,
      gracePeriodMs,
      experimental,
      provide: <T>(token: Token<T>, value: T) => this.#provisions.add(plugin, token, value),
      get: <T>(token: Token<T>) => this.#provisions.get(plugin, token),
      find: <T>(token: Token<T>) => this.#provisions.find(token),
      having: (capability) => this.#having(capability),
      phase: () => this.#phase,
      active: () => this.#active.map(({ name }) => name),
      fail: (error) => this.#fail(plugin.name, error),
    }
  }

  #having<Key extends keyof PluginOffer>(capability: Key): ReturnType<PluginContext<unknown>['having']> {
    return this.#active.filter(({ offer }) => offer[capability] !== undefined) as never
  }
}
