import { isatty } from 'node:tty'
import type { Logger } from '../../lib/log.ts'
import { silentLogger } from '../../lib/log.ts'
import { OpError } from '../../lib/op-error.ts'
import { ChannelLogger } from './channel-logger.ts'
import type { ChannelConfig, LogsConfig } from './config.ts'
import type { LineBuilder } from './lines.ts'
import { consoleLines, jsonLines } from './lines.ts'
import type { Mode } from './modes.ts'
import { modeOf, rankOf } from './modes.ts'
import type { Output, TroubleReporter } from './output.ts'
import { Outputs } from './outputs.ts'
import { patternLines } from './pattern-lines.ts'
import { RotatingFile, rotatingFilePath } from './rotating-file.ts'

/** All loggers of a process. */
export interface Logging {
  /** The logger of a channel: a plugin's name, or `grpc.Raw` below one. */
  logger(channel: string): Logger
  /** Brings out what is held and closes the files. Later records are lost. */
  close(): void
}

/** What a test sets, and everyone else leaves to the environment. */
export interface LoggingOptions {
  /** Colours in development mode. Default: stdout is a terminal, and neither NO_COLOR nor TERM=dumb speak against it. */
  readonly color?: boolean
}

type Writer = (name: string) => Logger

/**
 * Makes the loggers of section `logs`. Opens every output now: raises OpError `config_plugin_init` for one that cannot be opened
 * and for an unknown encoding. Follows: spec 02 §5.
 */
export function createLogging(config: LogsConfig, options: LoggingOptions = {}): Logging {
  const outputs = new Outputs()
  const color = options.color ?? terminalHasColor()
  try {
    const root = channelWriter(config, outputs, color)
    const channels = new Map(
      Object.entries(config.channels).map(([name, part]) => [name, channelWriter(part, outputs, color)]),
    )
    return openLogging(root, channels, outputs)
  } catch (error) {
    outputs.close()
    throw error
  }
}

function openLogging(root: Writer, channels: ReadonlyMap<string, Writer>, outputs: Outputs): Logging {
  const loggers = new Map<string, Logger>()
  const flush = (): void => outputs.flush()
  process.on('exit', flush)
  return {
    logger(name) {
      let logger = loggers.get(name)
      if (logger === undefined) {
        const writer = channels.get(name) ?? channels.get(name.split('.', 1)[0] as string) ?? root
        logger = writer(name)
        loggers.set(name, logger)
      }
      return logger
    },
    close() {
      process.off('exit', flush)
      outputs.close()
    },
  }
}

function channelWriter(config: ChannelConfig, outputs: Outputs, color: boolean): Writer {
  const mode = modeOf(config.mode)
  if (mode === undefined) return () => silentLogger
  const rank = rankOf(config.level) ?? mode.rank
  const ending = config.skip_line_ending ? '' : config.line_ending === '' ? '\n' : config.line_ending
  const linesOf = lineBuilders(config, mode, color)
  const output = openOutput(config, outputs)
  return (name) => new ChannelLogger(name, rank, linesOf(name), ending, output)
}

function lineBuilders(config: ChannelConfig, mode: Mode, color: boolean): (name: string) => LineBuilder {
  if (config.file_logger_options !== undefined) return (name) => jsonLines(mode, name, color)
  if (config.format !== '') return (name) => patternLines(config.format, config.time_format, name)
  switch (config.encoding === '' ? mode.encoding : config.encoding) {
    case 'console':
      return (name) => consoleLines(mode, name, color)
    case 'json':
      return (name) => jsonLines(mode, name, color)
    default:
      throw new OpError(
        'config_plugin_init',
        undefined,
        new Error(`no encoder registered for name "${config.encoding}"`),
      )
  }
}

function openOutput(config: ChannelConfig, outputs: Outputs): Output {
  const report: TroubleReporter = (text) => errors.write(`${new Date().toISOString()} write error: ${text}\n`, true)
  const errors = outputs.open(config.err_output, report)
  const file = config.file_logger_options
  if (file === undefined) return outputs.open(config.output, report)
  return outputs.share(`rotating:${rotatingFilePath(file)}`, () => new RotatingFile(file, report))
}

function terminalHasColor(): boolean {
  const { NO_COLOR, TERM } = process.env
  return isatty(1) && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb'
}
