/** Signals that end the server: the first gracefully, any second one at once. Follows: spec 02 §2.3. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGABRT', 'SIGQUIT'] as const

/** What the server does on signals. */
export interface SignalHandlers {
  /** The first stop signal. */
  onStop(): void
  /** Every further one. */
  onForce(): void
  onRestart(): void
  /** SIGHUP; absent: it ends the process. */
  readonly onHangup?: (() => void) | undefined
}

/**
 * Listens for the signals of a server. SIGUSR1 is ignored: Node would open its inspector. SIGHUP keeps its default and ends
 * the process, unless it has a handler. Follows: spec 02 §2.3, spec 09 #1.
 */
export function onServerSignals(handlers: SignalHandlers): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return handlers.onForce()
    stopping = true
    handlers.onStop()
  }
  for (const signal of stopSignals) process.on(signal, stop)
  process.on('SIGUSR2', () => {
    if (!stopping) handlers.onRestart()
  })
  process.on('SIGUSR1', () => {})
  const { onHangup } = handlers
  if (onHangup !== undefined) process.on('SIGHUP', () => !stopping && onHangup())
}

/** Resolves at the first signal that asks an interactive command to end. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
