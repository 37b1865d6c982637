import type { WorkerInfo } from '../../kernel/plugin.ts'
import type { Logger } from '../../lib/log.ts'
import type { GroupGuard } from '../../os/group-guard.ts'
import { processCost } from '../../os/proc.ts'
import { type ServiceOptions, ServiceProcess } from './service-process.ts'

/** What is told of one process. */
export interface ProcessStatus {
  readonly pid: number
  readonly command: string
  /** Absent for a process that has ended. */
  readonly cost?: { readonly memoryBytes: number; readonly cpuPercent: number }
}

/** A service: its processes, and how to make new ones. */
interface Service {
  readonly options: ServiceOptions
  readonly log: Logger
  processes: readonly ServiceProcess[]
}

/** All services. What changes them happens one after the other, so that a name under restart is never missing. */
export class Services {
  readonly #log: Logger
  readonly #guard: GroupGuard
  readonly #services = new Map<string, Service>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(log: Logger, guard: GroupGuard) {
    this.#log = log
    this.#guard = guard
  }

  get names(): readonly string[] {
    return [...this.#services.keys()]
  }

  /** Starts a service. Nothing is kept of it when one of its processes cannot be started; rejects with the reason. */
  create(options: ServiceOptions, log: Logger): Promise<void> {
    return this.#exclusively(async () => {
      const { name, processes } = options
      if (processes <= 0) throw new Error(`the service with ${name} name should have at least 1 process`)
      if (this.#services.has(name)) throw new Error(`the service with ${name} name already exists`)
      this.#services.set(name, { options, log, processes: await this.#startAll(options, log) })
    })
  }

  terminate(name: string): Promise<void> {
    return this.#exclusively(async () => {
      const { processes } = this.#find(name)
      this.#services.delete(name)
      await stopAll(processes)
    })
  }

  /** Replaces all processes. A service whose new processes cannot be started is gone; rejects with the reason. */
  restart(name: string): Promise<void> {
    return this.#exclusively(() => this.#replace(this.#find(name)))
  }

  /** Replaces all processes of all services; those that cannot be started again are gone, and the log says so. */
  reset(): Promise<void> {
    return this.#exclusively(async () => {
      for (const service of this.#services.values()) {
        await this.#replace(service).catch((error: unknown) => {
          this.#log.error('unable to start the service', { name: service.options.name, error: error as Error })
        })
      }
    })
  }

  /** Stops everything, each service within its own time. */
  stop(): Promise<void> {
    return this.#exclusively(async () => {
      const processes = [...this.#services.values()].flatMap((service) => service.processes)
      this.#services.clear()
      await stopAll(processes)
    })
  }

  statuses(name: string): Promise<readonly ProcessStatus[]> {
    return Promise.all(this.#find(name).processes.map(statusOf))
  }

  /** Every process, as `rr workers` shows it. */
  async workers(): Promise<readonly WorkerInfo[]> {
    const infos: WorkerInfo[] = []
    for (const { processes } of this.#services.values()) {
      for (const one of processes) {
        const { pid, command, cost } = await statusOf(one)
        if (cost === undefined) this.#log.error('get process state', { pid, error: 'process does not exist' })
        // RoadRunner leaves out the rest of the service, too.
        if (cost === undefined) break
        infos.push(infoOf(pid, command, cost))
      }
    }
    return infos
  }

  #find(name: string): Service {
    const service = this.#services.get(name)
    if (service === undefined) throw new Error(`the service with ${name} name doesn't exist`)
    return service
  }

  async #replace(service: Service): Promise<void> {
    await stopAll(service.processes)
    try {
      service.processes = await this.#startAll(service.options, service.log)
    } catch (error) {
      this.#services.delete(service.options.name)
      throw error
    }
  }

  async #startAll(options: ServiceOptions, log: Logger): Promise<readonly ServiceProcess[]> {
    const started: ServiceProcess[] = []
    try {
      while (started.length < options.processes) {
        const one = new ServiceProcess(options, { log, guard: this.#guard })
        await one.start()
        started.push(one)
      }
      return started
    } catch (error) {
      if (started.length > 0) log.warn('stopping already allocated processes', { name: options.name })
      await stopAll(started)
      throw error
    }
  }

  #exclusively(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => {})
    return done
  }
}

async function stopAll(processes: readonly ServiceProcess[]): Promise<void> {
  await Promise.all(processes.map((one) => one.stop()))
}

async function statusOf({ pid, command, alive }: ServiceProcess): Promise<ProcessStatus> {
  const cost = alive ? await processCost(pid) : undefined
  return cost === undefined ? { pid, command } : { pid, command, cost }
}

function infoOf(pid: number, command: string, cost: NonNullable<ProcessStatus['cost']>): WorkerInfo {
  return {
    pid,
    status: 1,
    numExecs: 0,
    created: 0n,
    memoryUsage: cost.memoryBytes,
    CPUPercent: cost.cpuPercent,
    command,
    statusStr: '',
  }
}
