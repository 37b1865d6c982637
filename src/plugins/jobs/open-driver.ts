import type { Logger } from '../../lib/log.ts'
import type { MaybePromise } from '../../lib/maybe-promise.ts'
import type { Consumer } from './consumer.ts'
import type { JobsDriver } from './contract.ts'
import type { Pipeline } from './pipeline.ts'
import { driverOptions, type PipelineOptions } from './pipeline-options.ts'

/** Opens the driver of a pipeline with its options. Raises an Error that names each option it cannot decode. */
export function openDriver(
  pipeline: Pipeline,
  options: PipelineOptions,
  context: { readonly consumer: Consumer; logger(name: string): Logger },
): MaybePromise<JobsDriver> {
  const { definition, settings } = pipeline
  const decoded = definition.config.safeParse(driverOptions(options))
  if (!decoded.success) {
    const faults = decoded.error.issues.map(({ path, message }) => `'${path.join('.')}' ${message}`)
    throw new Error(`Cannot open the pipeline ${settings.name}: ${faults.join('; ')} (jobs.pipelines.${settings.name})`)
  }
  return definition.open({
    pipeline: settings.name,
    priority: settings.priority,
    config: decoded.data,
    inbox: context.consumer.inboxOf(pipeline),
    log: context.logger(definition.name),
  })
}
