import { RRError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { errorText } from '../lib/op-error.ts'
import { graphText } from './boot-order.ts'
import { type ConfigIssue, issueText } from './config/check.ts'
import { type EndureLevel, endureLevels, parseEndureLevel, readEndure } from './config/endure.ts'
import { loadConfig } from './config/load.ts'
import { reportedVersion, upgradeNotice } from './config/version.ts'
import type { ConfigReader } from './config-reader.ts'
import { Kernel } from './kernel.ts'
import type { InFlight } from './plugin.ts'
import type { PluginFailure } from './reset.ts'
import { type ReviewOptions, reviewConfig } from './review.ts'
import { userModulesToken } from './user-modules.ts'

/** The loggers of a process, as the `logs` plugin makes them. */
export interface Logging {
  logger(channel: string): Logger
  close(): void
}

/** What `rr serve` knows when it starts. */
export interface ServerOptions extends ReviewOptions {
  /** Path of the configuration file. */
  readonly config: string
  /** Arguments of `-o`, in order. */
  readonly overrides?: readonly string[]
  readonly experimental?: boolean
  /** Version reported to plugins and PHP, without a leading `v`. */
  readonly version: string
  /** Unknown and suspicious keys stop the start. */
  readonly strict?: boolean
  /** Opens the logs as section `logs` says. */
  readonly openLogging: (reader: ConfigReader) => Logging
}

/** A server that is configured but not started. */
export interface Server {
  readonly reader: ConfigReader
  readonly gracePeriodMs: number
  /** How much of the grace period passes before anything stops; 0 for none. */
  readonly lameDuckMs: number
  /** SIGHUP replaces the workers instead of ending the process. */
  readonly resetOnHangup: boolean
  /** Seconds between signs of life to systemd; 0 means none. */
  readonly watchdogSeconds: number
  /** Notices about the configuration, for stdout, without `[WARN]`. */
  readonly warnings: readonly string[]
  /** Resolves with the first failure that a plugin reports while it runs. */
  readonly failed: Promise<PluginFailure>
  /** Sets up and starts all plugins. When it rejects, everything is stopped again. */
  start(): Promise<void>
  /** What a stop would have to wait for now. */
  inFlight(): ReadonlyArray<InFlight & { readonly plugin: string }>
  /** Replaces the workers of all plugins; what fails is in the log, and its old workers go on. */
  reset(): Promise<void>
  /**
   * Stops all plugins and closes the logs. `lameDuckMs` pass first, in which the server takes what comes. Rejects with the joined errors of
   * those that failed to stop.
   */
  stop(lameDuckMs?: number): Promise<void>
}

/** Loads the configuration and makes a server of it. Throws the texts of spec 02 §1 when the configuration does not load. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { config: reader, file, schemaVersion } = await loadConfig(options.config, options)
  const endure = readEndure(file)
  const { level, warning } = endureLevel(endure.log_level)
  const { plugins, modules, issues } = await reviewConfig(reader, options)
  const logging = options.openLogging(reader)
  reportIssues(issues, options.strict ?? false, logging)
  const log = levelled(logging.logger('endure'), level)
  if (schemaVersion === '2.7') process.stderr.write(`${upgradeNotice}\n`)
  const kernel = new Kernel({
    plugins,
    given: [{ token: userModulesToken, value: modules }],
    reader,
    makeLogger: (channel) => logging.logger(channel),
    log,
    version: reportedVersion(options.version),
    gracePeriodMs: endure.grace_period,
    experimental: options.experimental ?? false,
  })
  return {
    reader,
    gracePeriodMs: endure.grace_period,
    lameDuckMs: endure.lame_duck,
    resetOnHangup: endure.sighup === 'reset',
    watchdogSeconds: endure.watchdog_sec,
    warnings: warning === undefined ? [] : [warning],
    failed: kernel.failed,
    async start() {
      await kernel.start()
      if (endure.print_graph) process.stderr.write(graphText(kernel.active.map(({ plugin }) => plugin)))
    },
    inFlight: () => kernel.inFlight(),
    async reset() {
      for (const { plugin, error } of await kernel.reset()) {
        log.error('failed to reset the plugin', { plugin, error: errorText(error) })
      }
    },
    stop: (lameDuckMs) => kernel.stop(lameDuckMs).finally(() => logging.close()),
  }
}

/** Warns about each issue; with `--strict` they stop the start, all in one message. */
function reportIssues(issues: readonly ConfigIssue[], strict: boolean, logging: Logging): void {
  if (strict && issues.length > 0) {
    logging.close()
    throw new RRError('RR_CONFIG_STRICT', [issues.map(issueText)])
  }
  for (const issue of issues) logging.logger('config').warn(issueText(issue))
}

function endureLevel(name: string): { readonly level: EndureLevel; readonly warning?: string } {
  try {
    return { level: parseEndureLevel(name) }
  } catch (error) {
    return { level: 'error', warning: `Failed to parse log level, using default (error): ${errorText(error)}` }
  }
}

/** The container's logger: `endure.log_level` hides what is below it, but never a warning. */
function levelled(log: Logger, level: EndureLevel): Logger {
  const shown = (name: EndureLevel): boolean => endureLevels.indexOf(name) >= endureLevels.indexOf(level)
  return {
    name: log.name,
    enabled: (name) => (shown(name) || name === 'warn') && log.enabled(name),
    debug: shown('debug') ? (message, fields) => log.debug(message, fields) : () => {},
    info: shown('info') ? (message, fields) => log.info(message, fields) : () => {},
    warn: (message, fields) => log.warn(message, fields),
    error: (message, fields) => log.error(message, fields),
  }
}
