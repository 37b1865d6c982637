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
  readonly responseNames: HeaderNames
  /** Exchanges whose client still waits or reads. */
  readonly open: Set<unknown>
  /** The server is stopping: responses close their connections. */
  closing: boolean
}
