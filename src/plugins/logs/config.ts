import type { z } from 'zod'
import { bool, int, list, map, section, text } from '../../lib/scalars.ts'

const fileLoggerOptions = section({
  log_output: text().default('').describe('Path of the file; its folder is made. Empty means <tmp>/rr-lumberjack.log'),
  max_size: int().default(100).describe('Size at which the file is rotated, MiB; 0 means 100'),
  max_age: int().default(24).describe('Days after which rotated files are removed; 0 means 24'),
  max_backups: int().default(10).describe('Rotated files to keep; 0 means 10'),
  compress: bool().default(false).describe('Compress rotated files with gzip'),
}).describe('Writes JSON to a rotated file instead of output')

/** Keys that the root and each channel share. The defaults are a channel's: it inherits nothing. */
const channelKeys = {
  mode: text().default('').describe('production, development, raw, or off (none)'),
  level: text()
    .default('')
    .describe(
      'Lowest level written: debug, info, warn, error, dpanic, panic or fatal. Empty: debug; info in production and raw mode',
    ),
  encoding: text()
    .default('')
    .describe('console or json. Empty means what the mode has: json in production, else console'),
  output: list(text())
    .default(['stderr'])
    .describe('Where records go: stdout, stderr, a path or a file:// URL. Several get each record'),
  err_output: list(text()).default(['stderr']).describe('Where troubles of the log itself go'),
  line_ending: text().default('\n').describe('Text after each record'),
  skip_line_ending: bool().default(false).describe('No text after a record'),
  format: text()
    .default('')
    .describe('Own line: %time% %level% %logger% %message% %attrs% %source_file% %source_line% %source_func%'),
  time_format: text().default('2006-01-02T15:04:05Z07:00').describe('Layout of %time%, in the notation of Go'),
  file_logger_options: fileLoggerOptions.optional(),
}

const channel = section(channelKeys)

/** Section `logs`. Follows: spec 02 §5.1. */
export const config = section({
  ...channelKeys,
  mode: text().default('development').describe('production, development, raw, or off (none)'),
  level: text().default('debug').describe('Lowest level written: debug, info, warn, error, dpanic, panic or fatal'),
  channels: map(channel).describe('Settings of one channel (a plugin name). A channel inherits nothing from the root'),
})

export type LogsConfig = z.infer<typeof config>
export type ChannelConfig = z.infer<typeof channel>
export type FileLoggerConfig = z.infer<typeof fileLoggerOptions>
