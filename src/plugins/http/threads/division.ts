import { availableParallelism } from 'node:os'
import { RRError } from '../../../lib/errors.ts'
import type { PoolConfig } from '../../../pool/config.ts'

/** What decides how many threads there are. */
export interface ThreadsRequest {
  /** `http.threads`. */
  readonly threads: string
  /** What is listened on. */
  readonly addresses: readonly string[]
  readonly pool: PoolConfig
  /** Something beside that pool, which only one thread can serve: named in the message. */
  readonly beside?: string | undefined
  /** Workers can be started in other threads. */
  readonly startsInThreads: boolean
  readonly cores?: number
}

/** Below this, PHP needs the cores more than we do. */
const fewCores = 4
const coresPerThread = 4
const maxAuto = 8

/**
 * How many I/O threads serve; 1 means none beside the main thread. `auto`: one for each four cores, at most 8, never more than can be.
 * Raises an RRError for a number that contradicts the rest of the configuration.
 */
export function threadCount(request: ThreadsRequest): number {
  const { threads, addresses, pool, beside, startsInThreads, cores = availableParallelism() } = request
  const workers = Math.min(pool.num_workers || cores, pool.scaling?.max ?? Number.POSITIVE_INFINITY)
  const unshared = addresses.find((address) => !isShareable(address))
  const divisible = unshared === undefined && startsInThreads && beside === undefined
  if (threads === 'auto') return divisible ? autoCount(cores, workers) : 1
  if (!/^[1-9]\d{0,3}$/.test(threads)) throw new RRError('RR_HTTP_THREADS_INVALID', [threads])
  const count = Number(threads)
  if (count === 1) return 1
  if (beside !== undefined) throw new RRError('RR_HTTP_THREADS_POOLS', [count, beside])
  if (!pool.debug && count > workers) throw new RRError('RR_HTTP_THREADS_WORKERS', [count, workers])
  if (!startsInThreads) throw new RRError('RR_HTTP_THREADS_RELAY', [count])
  if (unshared !== undefined) throw new RRError('RR_HTTP_THREADS_ADDRESS', [count, unshared])
  return count
}

/** The part of the pool that one of so many threads has: workers and limits are divided, what is left goes to the first ones. */
export function shareOf(pool: PoolConfig, threads: number, index: number): PoolConfig {
  const share = (whole: number): number => Math.floor(whole / threads) + (index < whole % threads ? 1 : 0)
  const { dynamic_allocator: allocator, scaling } = pool
  return {
    ...pool,
    num_workers: share(pool.num_workers || availableParallelism()),
    max_queue_size: Math.ceil(pool.max_queue_size / threads),
    reset_batch: Math.ceil(pool.reset_batch / threads),
    ...(scaling && { scaling: scalingShare(scaling, share, threads) }),
    ...(allocator && { dynamic_allocator: { ...allocator, max_workers: share(allocator.max_workers) } }),
  }
}

function scalingShare(
  scaling: NonNullable<PoolConfig['scaling']>,
  share: (whole: number) => number,
  threads: number,
): NonNullable<PoolConfig['scaling']> {
  const { min, max, memory_budget: memory } = scaling
  return {
    ...scaling,
    min: Math.max(share(min), 1),
    max: Math.max(share(max), 1),
    memory_budget: Math.ceil(memory / threads),
  }
}

function autoCount(cores: number, workers: number): number {
  if (cores <= fewCores) return 1
  return Math.max(Math.min(Math.floor(cores / coresPerThread), maxAuto, workers), 1)
}

/** Several sockets can listen on it at once. */
function isShareable(address: string): boolean {
  return process.platform === 'linux' && !/^(?:unix|fd):/.test(address) && !/:0*$/.test(address)
}
