/** What `rr doctor` found about one thing. */
export interface Finding {
  readonly about: string
  readonly state: 'ok' | 'warn' | 'fail'
  readonly found: string
  /** What to do; absent when all is well. */
  readonly advice?: string
}

/** All is well. */
export function ok(about: string, found: string): Finding {
  return { about, state: 'ok', found }
}

/** It works, but better could be had. */
export function warn(about: string, found: string, advice: string): Finding {
  return { about, state: 'warn', found, advice }
}

/** It will not work like this. */
export function fail(about: string, found: string, advice: string): Finding {
  return { about, state: 'fail', found, advice }
}
