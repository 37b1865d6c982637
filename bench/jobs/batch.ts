import { jobs as messages } from '../../src/gen/jobs.js'

/** Jobs in a batch. */
export const batchSize = 200
/** Bytes of a job's payload. */
export const payloadBytes = 300

/** The pipeline that every bench of jobs uses. */
export const pipeline = 'bench'

/** A job as applications push them: a payload of 300 bytes, a UUID, two headers. */
export function benchJob(): messages.v1.IJob {
  return {
    job: 'App\\Jobs\\SendMail',
    id: crypto.randomUUID(),
    payload: Buffer.alloc(payloadBytes, 'p'),
    headers: { attempts: { value: ['1'] }, 'trace-id': { value: ['4bf92f3577b34da6a3ce929d0e0e4736'] } },
    options: { pipeline, priority: 10 },
  }
}

/** A `jobs.PushBatch`, as bytes. */
export function benchBatch(): Uint8Array {
  return messages.v1.PushBatchRequest.encode({ jobs: Array.from({ length: batchSize }, benchJob) }).finish()
}

/** A `jobs.Push`, as bytes. */
export function benchPush(): Uint8Array {
  return messages.v1.PushRequest.encode({ job: benchJob() }).finish()
}
