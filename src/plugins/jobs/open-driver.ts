import type { ConfigReader } from '../../kernel/config-reader.ts'
import { isPlainObject } from '../../lib/go-weak.ts'
import type { Logger } from '../../lib/log.ts'
import type { MaybePromise } from '../../lib/maybe-promise.ts'
import type { Consumer } from './consumer.ts'
import type { JobsDriver } from './contract.ts'
import type { Pipeline } from './pipeline.ts'
import { driverOptions, type PipelineOptions } from './pipeline-options.ts'

/** What drivers are opened with. */
export interface DriverHost {
  readonly consumer: Consumer
  readonly reader: ConfigReader
  logger(name: string): Logger
  /** Opens a pipeline anew. */
  restart(pipeline: Pipeline): void
}

/** Opens the driver of a pipeline with its options. Raises an Error that names each option it cannot decode. */
export function openDriver(pipeline: Pipeline, options: PipelineOptions, host: DriverHost): MaybePromise<JobsDriver> {
  const { definition, settings } = pipeline
  const decoded = definition.config.safeParse(allOptions(pipeline, options, host.reader))
  if (!decoded.success) {
    const faults = decoded.error.issues.map(({ path, message }) => `'${path.join('.')}' ${message}`)
    throw new Error(`Cannot open the pipeline ${settings.name}: ${faults.join('; ')} (jobs.pipelines.${settings.name})`)
  }
  return definition.open({
    pipeline: settings.name,
    priority: settings.priority,
    timeoutMs: settings.timeoutMs,
    config: decoded.data,
    inbox: host.consumer.inboxOf(pipeline),
    log: host.logger(definition.name),
    restart: () => host.restart(pipeline),
  })
}

/** Follows: spec 05 §1.2 */
function allOptions(
  { definition, settings }: Pipeline,
  options: PipelineOptions,
  reader: ConfigReader,
): PipelineOptions {
  const own = driverOptions(options)
  if (definition.globalSection === undefined) return own
  const section = reader.get(definition.globalSection)
  const shared = isPlainObject(section) ? section : {}
  return settings.declared ? { ...shared, ...own } : { ...own, ...shared }
}
