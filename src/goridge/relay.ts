/** What a relay tells its owner. */
export interface RelayEvents {
  /** Bytes arrived. The buffer is reused after the call: copy what outlives it. */
  onChunk(chunk: Buffer): void
  /** The other side will send no more, or takes no more, or the carrier broke. Called once; bytes may still be had by `drain`. */
  onEnd(error: Error | undefined): void
}

/** Carries bytes to and from one worker: a pair of pipes, or a socket. Knows nothing of frames. */
export interface Relay {
  /** Says who gets what arrives from now on. */
  attach(events: RelayEvents): void
  /**
   * Sends bytes `from` … end. Order is kept. False means: the other side is gone, not one of these bytes was or will be taken, and `onEnd` has been
   * or will be called. True promises nothing.
   */
  send(bytes: Buffer, from: number): boolean
  /** Bytes handed to `send` that the kernel has not taken yet. */
  readonly unsentBytes: number
  /** Bytes the kernel took that the worker has not read, or undefined where nobody knows. */
  unreadBytes(): number | undefined
  pause(): void
  resume(): void
  /** Takes what the kernel still holds for us, then calls back: for when the process is gone and nothing more can come. */
  drain(done: () => void): void
  /** Nothing more will be sent: the other side sees the end. What it sends still arrives. */
  endInput(): void
  close(): void
}

/** Events of a relay that nobody owns yet, or no longer. */
export const noEvents: RelayEvents = { onChunk: () => {}, onEnd: () => {} }
