import type { z } from 'zod'
import { bool, commandLine, count, durationMs, list, oneOf, section, text } from '../lib/scalars.ts'

const supervisor = section({
  watch_tick: durationMs().default(5000).describe('How often the limits below are checked'),
  ttl: durationMs()
    .default(0)
    .describe('Longest life of a worker; 0 means no limit. A running request is finished first'),
  idle_ttl: durationMs().default(0).describe('Longest idle time of a worker that has served; 0 means no limit'),
  exec_ttl: durationMs()
    .default(0)
    .describe('Longest time of one request; the worker is killed when it passes. 0 means no limit'),
  max_worker_memory: count()
    .default(0)
    .describe('Most memory of a worker, MiB; 0 means no limit. A running request is finished first'),
}).describe('Limits that are watched while workers live. Present, even empty, turns the supervisor on')

const dynamicAllocator = section({
  max_workers: count().default(10).describe('Most workers added above num_workers; at most 100'),
  spawn_rate: count().default(5).describe('Workers started at once when none is free; at most 100'),
  idle_timeout: durationMs()
    .default(60_000)
    .describe('How long without pressure before added workers go; below 1s means 60s'),
}).describe('Starts more workers when a request has waited allocate_timeout')

const scaling = section({
  min: count().default(1).describe('Fewest workers'),
  max: count().default(10).describe('Most workers; at most 500'),
  target_queue_delay: durationMs()
    .default(100)
    .describe('How long a request may wait for a worker before more are started'),
  memory_budget: count()
    .default(0)
    .describe("Most memory of all workers together, MiB; 0 means nine tenths of the container's or the machine's"),
  idle_timeout: durationMs().default(60_000).describe('How long workers must have been to spare before some go'),
}).describe(
  'Starts workers when requests wait, and ends them when they are to spare. In the place of dynamic_allocator',
)

/** `pool` of every plugin that has one. Follows: spec 01 §7. */
export const poolConfig = section({
  debug: bool()
    .default(false)
    .describe('A fresh worker for each request; error texts are shown to clients. Never in production'),
  command: commandLine().default([]).describe('Command of the workers; empty means server.command'),
  num_workers: count().default(0).describe('Workers to start; 0 means one per core. At most 500'),
  max_jobs: count()
    .default(0)
    .describe(
      'Requests after which a worker is replaced, plus up to 14 % so that not all go at once; 0 means no limit',
    ),
  max_queue_size: count()
    .default(0)
    .describe('Most requests in the pool, waiting and running; more are refused at once. 0 means no limit'),
  max_queue_delay: durationMs()
    .default(0)
    .describe(
      'Longest wait for a worker that a request may have ahead; one that would wait longer is refused at once. 0 means no limit but allocate_timeout',
    ),
  allocate_timeout: durationMs()
    .default(60_000)
    .describe('How long a worker may take to start, and a request may wait for a free one'),
  reset_timeout: durationMs()
    .default(60_000)
    .describe('How long a reset waits for running requests before it stops their workers'),
  warmup: list(text())
    .default([])
    .describe('Paths that each new worker of http must answer with 2xx before it takes requests'),
  reset_batch: count()
    .default(0)
    .describe(
      'Workers that a reset replaces at a time, where memory has no room for two generations; 0 means all at once',
    ),
  destroy_timeout: durationMs().default(60_000).describe('How long removing a worker waits for a free one'),
  stream_timeout: durationMs()
    .default(60_000)
    .describe('How long a worker may take to end a stream whose client is gone'),
  response_buffer: count()
    .default(1)
    .describe(
      'Largest answer that is read whole, MiB, so that its worker is free at once; a larger one passes through at the pace of its client',
    ),
  receipts: oneOf('auto', 'off')
    .default('auto')
    .describe(
      'Ask each worker to confirm each request it starts, so that an extra answer never reaches another client and a request whose worker died before starting it runs again',
    ),
  pipeline: count()
    .default(4)
    .describe(
      'Most short requests that a worker of our PHP library has at a time, so that it never waits for the next; 0 or 1: one at a time, as for any other worker',
    ),
  supervisor: supervisor.optional(),
  dynamic_allocator: dynamicAllocator.optional(),
  scaling: scaling.optional(),
})

export type PoolConfig = z.infer<typeof poolConfig>
