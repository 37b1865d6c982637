import type { Logger } from '../../lib/log.ts'
import type { Pool } from '../../pool/contract.ts'
import type { HeaderNames } from './header-names.ts'
import type { ContextCodec } from './request/context.ts'
import type { RouteTable } from './routes/route-table.ts'
import type { DataPlaneSettings } from './settings.ts'
import type { SlowLog } from './slow-log.ts'

/** Where requests of one kind go: a pool, and how it is told of them. */
export interface Backend {
  /** As `rr workers` shows it: `http`, `http:reports`. */
  readonly name: string
  readonly pool: Pool
  readonly codec: ContextCodec
  /** Its workers run scripts, and are told about requests as CGI does. */
  readonly runsScripts: boolean
  /** Error texts may be shown to clients. */
  readonly debug: boolean
}

/** What every exchange of one data plane shares. */
export interface ExchangeEnv {
  readonly settings: DataPlaneSettings
  readonly log: Logger
  /** Of every request that no route takes. */
  readonly backend: Backend
  /** Absent when all requests go one way. */
  readonly routes: RouteTable<Backend> | undefined
  readonly requestNames: HeaderNames
  /** Absent when it is off. */
  readonly slowLog: SlowLog | undefined
  /**
   * Requests whose client still waits or reads. A number, no set of them: a set makes a new table every few requests, and the tables
   * it leaves behind keep each other, and thereby every request, alive until the next full collection (docs/decisions/hot-path.md:
   * a third of what was allocated survived its scavenge, now nothing does).
   */
  open: number
  /** The server is stopping: responses close their connections. */
  closing: boolean
}
