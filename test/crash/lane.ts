import type { RpcClient } from '../../src/goridge/rpc-client.ts'
import type { Random } from '../property/random.ts'
import { jobOf } from '../support/jobs.ts'
import type { Ledger } from './ledger.ts'

/** Pipelines of the server under test; they share one file. */
export const pipelines = ['first', 'second'] as const

/** Seconds that a delayed job waits. */
export const delaySeconds = 1

/** A producer: pushes one job after another, each when the one before was answered, until the server is gone or it is told to stop. */
export async function pushUntilGone(
  client: RpcClient,
  lane: { readonly name: string; readonly pipeline: string },
  random: Random,
  ledger: Ledger,
  stopped: () => boolean,
): Promise<void> {
  for (let place = 0; !stopped(); place++) {
    const delayed = random.percent(10)
    const job = {
      id: `${lane.name}-${place}`,
      pipeline: lane.pipeline,
      lane: lane.name,
      place,
      priority: random.pick([1, 5, 10]),
      delayed,
      sentAtMs: Date.now(),
    }
    const wish = random.percent(20)
      ? { do: 'requeue', times: 1 }
      : { do: 'sleep', ms: random.percent(50) ? 0 : random.below(3000) / 1000 }
    ledger.offer(job)
    const options = { priority: job.priority, delay: delayed ? delaySeconds : 0 }
    try {
      await client.call('jobs.Push', { job: jobOf(job.id, job.pipeline, wish, options) })
    } catch {
      // The server is gone. Whether it has the job is not known.
      return
    }
    ledger.accept(job.id)
  }
}
