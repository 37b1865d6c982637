import type { ContextKey, Delivery } from './contract.ts'
import type { Policy } from './policy/config.ts'

/** Where a job comes from, as far as its run is concerned. */
export interface JobSource {
  readonly pipeline: string
  readonly driver: string
  /** Named pool of jobs that name none; '' for the only one. */
  readonly pool: string
  readonly contextKeys: readonly ContextKey[]
  /** What its pipeline asks for beyond RoadRunner; undefined for nothing. */
  readonly policy?: Policy | undefined
  /** Longest delay that its driver can give a job. */
  readonly maxDelaySeconds?: number
}

/** Keys that are left out when there is nothing to say. */
const optional: ReadonlySet<ContextKey> = new Set(['queue'])

/** The context of a job, as PHP reads it: compact JSON, keys in the order of its driver. Follows: spec 04 §7.1 */
export function jobContext(delivery: Delivery, source: JobSource): string {
  let json = '{'
  for (const key of source.contextKeys) {
    const value = valueOf(key, delivery, source)
    if (value === undefined && optional.has(key)) continue
    json += `${json === '{' ? '' : ','}"${key}":${JSON.stringify(value ?? '')}`
  }
  return `${json}}`
}

function valueOf(key: ContextKey, delivery: Delivery, source: JobSource): unknown {
  switch (key) {
    case 'id':
      return delivery.id
    case 'job':
      return delivery.job
    case 'headers':
      return delivery.headers
    case 'driver':
      return source.driver
    case 'pipeline':
      return delivery.extra?.['pipeline'] ?? source.pipeline
    default:
      return delivery.extra?.[key]
  }
}
