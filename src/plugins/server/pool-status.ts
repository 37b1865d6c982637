/** How a plugin with pools stands, for the status plugin: 200 when a worker of any of them is in one of the states, else 503. Follows: spec 03 §11 */
export function poolStatus(
  pools: Iterable<{ countByState(): Readonly<Record<string, number>> }>,
  states: readonly string[],
): 200 | 503 {
  for (const pool of pools) {
    const counts = pool.countByState()
    if (states.some((state) => (counts[state] ?? 0) > 0)) return 200
  }
  return 503
}
