import type { Logger } from '../../lib/log.ts'
import type { Pool } from '../../pool/contract.ts'
import type { HeaderNames } from './header-names.ts'
import type { ContextCodec } from './request/context.ts'
import type { DataPlaneSettings } from './settings.ts'

/** What every exchange of one data plane shares. */
export interface ExchangeEnv {
  readonly settings: DataPlaneSettings
  readonly log: Logger
  readonly pool: Pool
  readonly codec: ContextCodec
  readonly requestNames: HeaderNames
  /**
   * Requests whose client still waits or reads. A number, no set of them: a set makes a new table every few requests, and the tables
   * it leaves behind keep each other, and thereby every request, alive until the next full collection (docs/decisions/hot-path.md:
   * a third of what was allocated survived its scavenge, now nothing does).
   */
  open: number
  /** The server is stopping: responses close their connections. */
  closing: boolean
}
