/*
  A dead letter in the store: what is known of it in one table, its message in another, under one key that sorts by time.

    jobs dead letters  <id> → JSON of DeadLetter        jobs dead messages  <id> → jobs.v1.Job
*/
import { randomBytes } from 'node:crypto'
import type { Delivery, JobHeaders, Message } from './contract.ts'
import type { JobSource } from './job-context.ts'
import { emptyMessage } from './message.ts'
import { withoutCounts } from './policy/tallies.ts'
import type { Fate } from './policy/verdict.ts'

/** What is known of a dead letter. */
export interface DeadLetter {
  /** Sorts by the time of death. */
  readonly id: string
  /** Of the job, as its producer named it. */
  readonly jobId: string
  readonly job: string
  readonly pipeline: string
  /** Why it is here. */
  readonly reason: string
  /** When it died, in milliseconds since 1970. */
  readonly atMs: number
  readonly attempts: number
  readonly deaths: number
  readonly bytes: number
}

/** Makes a dead letter of a job that has failed for good. */
export function deadLetterOf(delivery: Delivery, { pipeline }: JobSource, fate: Fate): DeadLetter {
  const atMs = Date.now()
  const { id: jobId, job } = delivery
  return {
    id: `${atMs.toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`,
    jobId,
    job,
    pipeline,
    ...fate,
    atMs,
    bytes: delivery.payload.length,
  }
}

/** The message of a job, to be pushed into a pipeline as if for the first time. */
export function messageOf(delivery: Delivery, pipeline: string, extra: JobHeaders = {}): Message {
  const { id, job, payload, priority } = delivery
  const headers = { ...withoutCounts(delivery.headers), ...extra }
  return { ...emptyMessage(), id, job, payload, headers, priority, pipeline }
}
