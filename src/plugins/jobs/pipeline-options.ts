/*
  What a pipeline is configured with: an entry of `jobs.pipelines`, or the strings of `jobs.Declare`. Keys at the top win over those of the
  nested `config`. Follows: spec 04 §4
*/
import { isPlainObject } from '../../lib/go-weak.ts'
import { policyKeys } from './policy/config.ts'

/** Options of a pipeline by name. */
export type PipelineOptions = Readonly<Record<string, unknown>>

const defaultPriority = 10
const reserved = new Set(['name', 'driver', 'pool', 'config', 'created_with_config', 'created_with_declare'])

/** The name; old PHP packages sent it as `queue`. */
export function pipelineName(options: PipelineOptions): string {
  return textOption(options, 'name') || textOption(options, 'queue')
}

/** Priority of jobs that have none of their own; 10 when it is no number. */
export function pipelinePriority(options: PipelineOptions): number {
  const value = lookUp(options, 'priority')
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : defaultPriority
}

/** A text; '' for what is none. */
export function textOption(options: PipelineOptions, key: string): string {
  const value = lookUp(options, key)
  return typeof value === 'string' ? value : ''
}

/** What the driver decodes: everything but what is ours. */
export function driverOptions(options: PipelineOptions): PipelineOptions {
  const own = Object.entries({ ...nested(options), ...options })
  return Object.fromEntries(own.filter(([key]) => !reserved.has(key) && !policyKeys.has(key)))
}

/** An option, at the top or nested. */
export function lookUp(options: PipelineOptions, key: string): unknown {
  const value = options[key]
  return value === undefined || value === null || value === '' ? nested(options)[key] : value
}

function nested(options: PipelineOptions): PipelineOptions {
  const { config } = options as { config?: unknown }
  return isPlainObject(config) ? config : {}
}
