import type { LogLevel } from '../../lib/log.ts'
import { logLevels } from '../../lib/log.ts'

/** Names of the parts of a JSON record; undefined leaves the part out, in console lines too. */
export interface RecordKeys {
  readonly level?: string
  readonly time?: string
  readonly logger?: string
  readonly message: string
}

/** How a log mode writes. Follows: spec 02 §5.3. */
export interface Mode {
  readonly rank: number
  readonly encoding: 'console' | 'json'
  readonly keys: RecordKeys
  /** `2026-11-23T09:56:53+0000`, or nanoseconds since 1970. */
  readonly time: 'text' | 'nanoseconds'
  readonly duration: 'text' | 'seconds' | 'nanoseconds'
  /** Upper-case coloured levels and padded names, for people. */
  readonly decorated: boolean
}

/** Place of a level in the order; `levelRank.error + 3` is the highest a configuration can ask for. */
export const levelRank: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 }

const rankNames = [...logLevels, 'dpanic', 'panic', 'fatal']

const development: Mode = {
  rank: levelRank.debug,
  encoding: 'console',
  keys: { level: 'level', time: 'ts', logger: 'logger', message: 'msg' },
  time: 'text',
  duration: 'text',
  decorated: true,
}

const production: Mode = {
  rank: levelRank.info,
  encoding: 'json',
  keys: { level: 'level', time: 'ts', logger: 'logger', message: 'msg' },
  time: 'nanoseconds',
  duration: 'seconds',
  decorated: false,
}

const raw: Mode = {
  rank: levelRank.info,
  encoding: 'console',
  keys: { message: 'message' },
  time: 'nanoseconds',
  duration: 'nanoseconds',
  decorated: false,
}

/** What a mode of another name, or none, gives. */
const fallback: Mode = { ...development, keys: { level: 'L', time: 'T', logger: 'N', message: 'M' } }

/** The mode of that name in any letter case; undefined means: write nothing. */
export function modeOf(name: string): Mode | undefined {
  switch (name.toLowerCase()) {
    case 'off':
    case 'none':
      return undefined
    case 'development':
      return development
    case 'production':
      return production
    case 'raw':
      return raw
    default:
      return fallback
  }
}

/** Rank of a level as configured, in any letter case; undefined for an unknown one. */
export function rankOf(name: string): number | undefined {
  const lower = name.toLowerCase()
  const rank = rankNames.indexOf(lower === 'warning' ? 'warn' : lower)
  return rank === -1 ? undefined : rank
}
