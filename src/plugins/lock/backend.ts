import type { Leases } from './contract.ts'

/** A wish for a lock. Times are milliseconds. */
export interface LockRequest {
  readonly resource: string
  readonly id: string
  /** Reader or writer. */
  readonly shared: boolean
  /** How long it lasts once granted; Infinity until it is released. */
  readonly ttlMs: number
  /** How long it may wait. */
  readonly waitMs: number
}

/** A request on its way: `granted` tells how it went; `cancel` ends the wait of a caller that is gone. */
export interface LockWait {
  readonly granted: boolean | Promise<boolean>
  cancel(): void
}

/** Where locks live. Follows: spec 06 §2.3 */
export interface LockBackend extends Leases {
  acquire(request: LockRequest): LockWait
  /** False when that id holds nothing there. */
  release(resource: string, id: string): boolean | Promise<boolean>
  /** Ends all that is held there; those who wait go on. False when nothing is known of the resource. */
  forceRelease(resource: string): boolean | Promise<boolean>
  /** Whether that id holds it, or anybody where the id is `*`. */
  exists(resource: string, id: string): boolean | Promise<boolean>
  updateTtl(resource: string, id: string, ttlMs: number): boolean | Promise<boolean>
  stop(): void
}
