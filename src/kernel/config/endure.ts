import type { z } from 'zod'
import { RRError } from '../../lib/errors.ts'
import { formatMilliseconds } from '../../lib/go-duration.ts'
import { OpError } from '../../lib/op-error.ts'
import { bool, durationMs, int, oneOf, section, text } from '../../lib/scalars.ts'
import { decodeSection } from './decode.ts'
import { LayeredConfig } from './layers.ts'
import type { SourceFile } from './parse.ts'

/** Section `endure`: of the container that runs the plugins. Follows: spec 02 §3.1. */
export const endureConfig = section({
  grace_period: durationMs()
    .default(30_000)
    .describe('How long plugins may take to stop before a warning tells which is slow'),
  lame_duck: durationMs()
    .default(0)
    .describe(
      'How long the server goes on accepting after a stop signal, not ready any more, so that balancers turn away first. Part of grace_period',
    ),
  sighup: oneOf('terminate', 'reset')
    .default('terminate')
    .describe('What SIGHUP does: end the server at once, as in RoadRunner, or replace all workers'),
  log_level: text()
    .default('error')
    .describe('Least level of what the container itself logs: debug, info, warn, error'),
  watchdog_sec: int().default(0).describe('Seconds between signs of life to systemd; 0 means none'),
  print_graph: bool().default(false).describe('Print the dependency graph of the plugins to stderr, in DOT'),
})

export type EndureConfig = z.infer<typeof endureConfig>

/** Levels of `endure.log_level`, lowest first. */
export const endureLevels = ['debug', 'info', 'warn', 'error'] as const
export type EndureLevel = (typeof endureLevels)[number]

/**
 * Reads the section from the file as written: references, `-o` and includes do not reach it. Throws when it cannot be decoded;
 * RR_STOP_LAME_DUCK when no time would be left to finish what runs. Follows: spec 02 §1.12.
 */
export function readEndure(file: SourceFile): EndureConfig {
  const endure = decodeEndure(file)
  const { lame_duck: lameDuckMs, grace_period: graceMs } = endure
  if (lameDuckMs > 0 && lameDuckMs >= graceMs) {
    throw new RRError('RR_STOP_LAME_DUCK', [formatMilliseconds(lameDuckMs), formatMilliseconds(graceMs)])
  }
  return endure
}

function decodeEndure(file: SourceFile): EndureConfig {
  try {
    return decodeSection(new LayeredConfig(file), 'endure', endureConfig)
  } catch (error) {
    throw error instanceof OpError ? new OpError('', undefined, error.cause) : error
  }
}

/** A level by its name, `warning` included. Throws with the text of the container for another word. */
export function parseEndureLevel(level: string): EndureLevel {
  const known = level === 'warning' ? 'warn' : endureLevels.find((name) => name === level)
  if (known === undefined) {
    throw new Error(`unknown log level ${JSON.stringify(level)} (allowed: ${endureLevels.join(', ')})`)
  }
  return known
}
