import type { MetricFamily } from '../../kernel/metrics.ts'
import type { NamedPool } from '../../kernel/plugin.ts'
import type { WorkerInfo } from '../../lib/worker-info.ts'

/** What serves: a data plane with its workers, in the main thread or in several others. Told by messages only; design D7. */
export interface HttpService {
  /** Starts the workers, then listens. */
  start(): Promise<void>
  /** Listens no more, lets what runs finish, then stops the workers, all within `graceMs`. Also after a failed start. */
  stop(graceMs: number): Promise<void>
  /** Requests whose client waits or reads. */
  readonly openRequests: number
  workers(): Promise<readonly WorkerInfo[]>
  countByState(): Readonly<Record<string, number>>
  /** Pools beside the first, which the others are about. */
  pools(): readonly NamedPool[]
  addWorker(): Promise<void>
  removeWorker(): Promise<void>
  /** Replaces every worker of all pools; resolves once no old one serves. */
  reset(): Promise<void>
  /** Shows the certificate that its files hold now. */
  reloadCertificates(): Promise<void>
  metrics(): readonly MetricFamily[] | Promise<readonly MetricFamily[]>
}
