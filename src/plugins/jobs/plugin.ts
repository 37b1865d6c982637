import type { ConfigReader } from '../../kernel/config-reader.ts'
import { definePlugin, type JobsInfo, type Plugin, type PluginContext } from '../../kernel/plugin.ts'
import { type UserModules, type UserSections, userModulesToken } from '../../kernel/user-modules.ts'
import { isPlainObject } from '../../lib/go-weak.ts'
import { OpError } from '../../lib/op-error.ts'
import { poolConfig } from '../../pool/config.ts'
import { leasesToken } from '../lock/contract.ts'
import { serverToken } from '../server/contract.ts'
import { storeToken } from '../store/contract.ts'
import { burial } from './burial.ts'
import { type JobsConfig, jobsConfig } from './config.ts'
import { Consumer } from './consumer.ts'
import { JobCounters } from './counters.ts'
import { deadLetterMethods } from './dead-letter-rpc.ts'
import { DeadLetters } from './dead-letters.ts'
import { loadDriver } from './drivers/_all.gen.ts'
import { openDriver } from './open-driver.ts'
import type { AnyJobsDriver, Pipeline } from './pipeline.ts'
import type { PipelineOptions } from './pipeline-options.ts'
import { type PipelineReport, Pipelines } from './pipelines.ts'
import { Pools, poolConfigs } from './pools.ts'
import { Pusher } from './pusher.ts'
import { jobsMethods } from './rpc.ts'
import { Settlement } from './settlement.ts'

const defaultQueueLimit = 1_000_000
const defaultTimeoutSeconds = 60
const defaultParallelism = 10

/** Queues of jobs for PHP, on one backend or another. Follows: spec 04 */
export const jobs: Plugin<JobsConfig> = definePlugin({
  name: 'jobs',
  config: jobsConfig,
  sections: driverSections,
  needs: [serverToken, storeToken, leasesToken],
  setup(ctx) {
    const { config, log } = ctx
    const poolsByName = configsOf(config)
    const counters = new JobCounters()
    const pools = new Pools()
    const letters = new DeadLetters(ctx.get(storeToken).file)
    const find = (name: string): Pipeline => pipelines.find(name)
    const consumer = new Consumer({
      pools: poolsByName.keys(),
      queueLimit: config.pipeline_size || defaultQueueLimit,
      leaveMalformed: ctx.experimental,
      log,
      counters,
      settlement: new Settlement({ log, counters, bury: burial({ letters, find }) }),
    })
    const pipelines: Pipelines = new Pipelines({
      consumer,
      letters,
      sharedLeases: ctx.reader.get('lock.driver') === 'redis' ? ctx.get(leasesToken) : undefined,
      timeoutMs: (config.timeout || defaultTimeoutSeconds) * 1000,
      consume: config.consume,
      parallelism: parallelismOf(config),
      log,
      findDriver: (name) => findDriver(ctx, name),
      openDriver: (pipeline, options) =>
        openDriver(pipeline, options, {
          consumer,
          reader: ctx.reader,
          logger: (name) => ctx.logger(name),
          restart: (ended) => pipelines.restart(ended),
        }),
      fail: (error) => ctx.fail(error),
    })
    const pusher = new Pusher({ counters, log, find })
    return {
      rpc: { ...jobsMethods(pipelines, pusher), ...deadLetterMethods(letters, find) },
      async start() {
        await pipelines.openAll(entriesOf(ctx.reader, config))
        await pools.start(poolsByName, ctx.get(serverToken), consumer)
      },
      async stop(graceMs) {
        const deadline = performance.now() + graceMs
        const left = (): number => Math.max(0, deadline - performance.now())
        // Nothing new comes in; what runs finishes and is settled; then the backends go. So no job runs twice.
        await pipelines.pauseAll()
        await consumer.stop(left())
        await pipelines.stopAll()
        await Promise.all([pools.destroy(left()), letters.close()])
      },
      inFlight: () => [{ what: 'jobs', count: consumer.running }],
      workers: () => pools.workers(),
      jobs: async () => (await pipelines.reports()).map(infoOf),
      addWorker: () => pools.addWorker(),
      removeWorker: () => pools.removeWorker(),
      async reset() {
        log.info('reset signal was received')
        await pools.reset()
        log.info('plugin was successfully reset')
      },
      health: () => pools.status(['ready', 'working']),
      ready: () => pools.status(['ready']),
      metrics: () => [...counters.families(), ...pools.metrics()],
    }
  },
})

function configsOf(config: JobsConfig): ReturnType<typeof poolConfigs> {
  try {
    return poolConfigs(config, () => poolConfig.parse({}))
  } catch (cause) {
    throw new OpError('jobs_plugin_init', undefined, cause)
  }
}

function parallelismOf({ options }: JobsConfig): number {
  return options === undefined ? defaultParallelism : options.parallelism || 5
}

/** Entries of `jobs.pipelines` as they stand: drivers have options of their own. */
function entriesOf(reader: ConfigReader, config: JobsConfig): ReadonlyMap<string, PipelineOptions> {
  return new Map(
    Object.keys(config.pipelines).map((name) => {
      const path = `jobs.pipelines.${name}`
      const entry = reader.get(path)
      // Asked for by itself: a section as a whole has no empty mappings, and `config: {}` says something.
      return [name, { ...(isPlainObject(entry) ? entry : {}), config: reader.get(`${path}.config`) }]
    }),
  )
}

async function findDriver(ctx: PluginContext<JobsConfig>, name: string): Promise<AnyJobsDriver | undefined> {
  const driver = await namedDriver(ctx.find(userModulesToken), name)
  // Without the section that says where its backend is, a driver cannot be used. Follows: spec 05 §1.1
  const section = driver?.globalSection
  return section === undefined || ctx.reader.has(section) ? driver : undefined
}

async function namedDriver(modules: UserModules | undefined, name: string): Promise<AnyJobsDriver | undefined> {
  const own = modules?.definitions('jobs.driver') as unknown as readonly AnyJobsDriver[] | undefined
  return own?.find((one) => one.name === name) ?? (await loadDriver(name))
}

/** The options of pipelines, and the sections at the top that drivers share; a section with a plugin of its own has its schema there. */
async function driverSections(reader: ConfigReader, modules: UserModules): Promise<UserSections> {
  const sections = new Map<string, AnyJobsDriver['config']>()
  for (const name of Object.keys((reader.get('jobs.pipelines') ?? {}) as object)) {
    const driver = await namedDriver(modules, String(reader.get(`jobs.pipelines.${name}.driver`)))
    if (driver === undefined) continue
    sections.set(`jobs.pipelines.${name}.config`, driver.config)
    if (driver.globalSection !== undefined) sections.set(driver.globalSection, driver.config)
  }
  return sections
}

function infoOf({ pipeline, state, error }: PipelineReport): JobsInfo {
  return {
    Pipeline: pipeline.pipeline,
    Driver: pipeline.driver,
    Queue: state.queue,
    Active: state.active,
    Delayed: state.delayed,
    Reserved: state.reserved,
    Ready: pipeline.ready,
    Priority: pipeline.settings.priority,
    ErrorMessage: error,
  }
}
