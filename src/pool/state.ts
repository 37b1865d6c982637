/**
 * Worker states under the names that `rr workers`, metrics and logs print, each with its public number and the states it may be
 * entered from (`live`: any but destroyed). A refused transition leaves the state: "finished → ready" is refused once a limit has set
 * another state, and that is what makes the worker leave. Follows: spec 01 §5.
 */
const table = {
  inactive: { code: 0, from: 'live' },
  ready: { code: 1, from: ['working', 'inactive'] },
  working: { code: 2, from: ['ready'] },
  invalid: { code: 3, from: 'live' },
  stopping: { code: 4, from: 'live' },
  stopped: { code: 5, from: 'live' },
  destroyed: { code: 6, from: 'any' },
  maxJobsReached: { code: 7, from: 'live' },
  errored: { code: 8, from: 'live' },
  idleTTLReached: { code: 9, from: 'live' },
  ttlReached: { code: 10, from: 'live' },
  maxMemoryReached: { code: 11, from: 'live' },
  /** RoadRunner has no name for the state of a worker killed by exec_ttl; it prints `undefined`. */
  undefined: { code: 12, from: 'live' },
} as const satisfies Record<string, { code: number; from: 'live' | 'any' | readonly string[] }>

export type WorkerState = keyof typeof table

/** Every state, in the order of the public numbers. */
export const workerStates = Object.keys(table) as readonly WorkerState[]

/** The number that informer's JSON carries. */
export function stateCode(state: WorkerState): number {
  return table[state].code
}

/** Whether a worker may go from one state to another. */
export function mayBecome(from: WorkerState, to: WorkerState): boolean {
  const allowed: 'live' | 'any' | readonly string[] = table[to].from
  if (allowed === 'any') return true
  return allowed === 'live' ? from !== 'destroyed' : allowed.includes(from)
}

/**
 * Where a worker stands with us, whatever state is printed. Every live process is in exactly one phase: booting (handshake), idle
 * (may be given a request at any moment), busy (has one), draining (told to leave), dead (reaped).
 */
const phases = {
  booting: ['idle', 'draining', 'dead'],
  idle: ['busy', 'draining', 'dead'],
  busy: ['idle', 'draining', 'dead'],
  draining: ['dead'],
  dead: [],
} as const satisfies Record<string, readonly string[]>

export type WorkerPhase = keyof typeof phases

/** Every phase, in the order of a life. */
export const workerPhases = Object.keys(phases) as readonly WorkerPhase[]

/** Whether a worker may go from one phase to another. */
export function mayEnter(from: WorkerPhase, to: WorkerPhase): boolean {
  return (phases[from] as readonly string[]).includes(to)
}
