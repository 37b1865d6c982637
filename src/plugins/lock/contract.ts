import { defineToken } from '../../kernel/plugin.ts'

/** A lease that is held. */
export interface Lease {
  /**
   * Greater than the token of every earlier lease of that name, also after a restart. Whoever writes on behalf of a lease passes it
   * on, so that a receiver can refuse what an earlier holder sends late.
   */
  readonly token: number
  /** Lets it last `ttlMs` from now on. False when it is lost: its time had passed. */
  renew(ttlMs: number): Promise<boolean>
  /** Gives it back. False when it was lost before. */
  release(): Promise<boolean>
}

/** Leases for plugins: at most one holder of a name at a time, in this server or, with `lock.driver: redis`, in all that share it. */
export interface Leases {
  /** Takes the lease of that name for `ttlMs` if nobody holds it. Names are apart from the resources that PHP locks. */
  lease(name: string, ttlMs: number): Promise<Lease | undefined>
}

/** What the `lock` plugin offers. */
export const leasesToken = defineToken<Leases>('lock')
