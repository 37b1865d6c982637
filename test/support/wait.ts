/** How long a test waits for what should be there at once: a loaded machine may hold a process up for many seconds. */
export const longestWaitMs = 30_000

/** Rejects with `what` when the promise has not settled within the limit. */
export async function within<T>(limitMs: number, what: string | (() => string), promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const text = typeof what === 'string' ? what : what()
    reject(new Error(`Waited ${Math.round(limitMs)} ms for ${text}`))
  }, limitMs)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Asks again and again until the answer is neither undefined nor false. For states that announce no event: processes, files,
 * ports. Rejects with `what` after the limit.
 */
export async function until<T>(
  what: string | (() => string),
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = longestWaitMs,
): Promise<T> {
  const deadline = performance.now() + limitMs
  const said = (): string => `${typeof what === 'string' ? what : what()} (${limitMs} ms in all)`
  for (;;) {
    const leftMs = Math.max(0, deadline - performance.now())
    const answer = await within(leftMs, said, Promise.resolve(ask()))
    if (answer !== undefined && answer !== false) return answer
    await within(leftMs, said, pause(20))
  }
}

/** For tests where the time itself is the subject. Whoever waits for something to happen uses `until`. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
