/* Loaded by those who have the section: the client library comes with it. */
import { collectDefaultMetrics, Registry } from 'prom-client'
import { OpError } from '../../lib/op-error.ts'
import { Collectors } from './collectors.ts'
import type { MetricsConfig } from './config.ts'

/** Makes a registry with what is known of the process, and the collectors of the configuration. */
export function openCollectors(collect: MetricsConfig['collect']): {
  readonly registry: Registry
  readonly collectors: Collectors
} {
  const registry = new Registry()
  const collectors = new Collectors(registry)
  collectDefaultMetrics({ register: registry })
  for (const [name, config] of Object.entries(collect)) {
    try {
      collectors.declare(name, config, new Set())
    } catch (error) {
      const unknown = (error as Error).message.startsWith('unknown collector type')
      const cause = unknown ? new Error(`invalid metric type \`${config.type}\` for \`${name}\``) : error
      throw new OpError('metrics_plugin_init', undefined, cause)
    }
  }
  return { registry, collectors }
}
