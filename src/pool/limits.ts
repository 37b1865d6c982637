import { RRError } from '../lib/errors.ts'
import { formatMilliseconds as text } from '../lib/go-duration.ts'
import type { PoolConfig } from './config.ts'
import type { ScalingLimits } from './scaling-decision.ts'

const bytesPerMiB = 1_048_576

/** Limits of one pool that cannot all hold, as an error RR_POOL_LIMITS that names two of them; undefined when they can. */
export function contradictionIn(config: PoolConfig): RRError | undefined {
  const fault = [...queueFaults(config), ...scalingFaults(config)].find(({ when }) => when)
  return fault && new RRError('RR_POOL_LIMITS', [fault.present, fault.wanted])
}

/** A budget that the smallest pool does not fit into, as an error RR_POOL_MEMORY_BUDGET. */
export function scalingMemoryFault({ min, budgetBytes }: ScalingLimits, workerBytes: number): RRError | undefined {
  if (min * workerBytes <= budgetBytes) return undefined
  const [worker, budget] = [workerBytes, budgetBytes].map((bytes) => `${Math.ceil(bytes / bytesPerMiB)} MiB`)
  return new RRError('RR_POOL_MEMORY_BUDGET', [min, worker as string, budget as string])
}

interface Fault {
  readonly when: boolean
  readonly present: string
  readonly wanted: string
}

function queueFaults({ max_queue_delay: delay, allocate_timeout: timeout }: PoolConfig): Fault[] {
  const patience = timeout || 60_000
  return [
    {
      when: delay > 0 && delay >= patience,
      present: `max_queue_delay is ${text(delay)}`,
      wanted: `less than allocate_timeout, which is ${text(patience)}`,
    },
  ]
}

function scalingFaults(config: PoolConfig): Fault[] {
  const { scaling, num_workers: workers, max_queue_delay: delay } = config
  if (scaling === undefined) return []
  const { min, max, target_queue_delay: target, memory_budget: budget } = scaling
  const worker = config.supervisor?.max_worker_memory ?? 0
  return [
    { when: config.debug, present: 'debug is on', wanted: 'no scaling beside it' },
    {
      when: config.dynamic_allocator !== undefined,
      present: 'dynamic_allocator is there',
      wanted: 'either it or scaling',
    },
    { when: max === 0 || max > 500, present: `scaling.max is ${max}`, wanted: '1 to 500' },
    { when: min > max, present: `scaling.min is ${min}`, wanted: `at most scaling.max, which is ${max}` },
    {
      when: workers > 0 && (workers < min || workers > max),
      present: `num_workers is ${workers}`,
      wanted: `scaling.min to scaling.max, ${min} to ${max}`,
    },
    {
      when: target === 0 || target >= (config.allocate_timeout || 60_000),
      present: `scaling.target_queue_delay is ${text(target)}`,
      wanted: 'more than nothing and less than allocate_timeout',
    },
    {
      when: delay > 0 && delay <= target,
      present: `max_queue_delay is ${text(delay)}`,
      wanted: `more than scaling.target_queue_delay, which is ${text(target)}`,
    },
    {
      when: budget > 0 && worker > budget,
      present: `scaling.memory_budget is ${budget} MiB`,
      wanted: `at least supervisor.max_worker_memory, which is ${worker} MiB`,
    },
  ]
}
