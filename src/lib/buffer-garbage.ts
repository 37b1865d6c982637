/** Bytes of buffers dropped before they are collected. */
const limitBytes = 8 * 1024 * 1024

let dropped = 0

/**
 * Tells of a large buffer that will soon be garbage. V8 takes little notice of memory outside its heap: it lets 60 MB of read
 * chunks lie before it collects. From 8 MB on, we ask for a collection of what is young; it takes under a millisecond
 * (docs/decisions/hot-path.md). Does nothing unless Node runs with --expose-gc, as bin/rr starts it.
 */
export function dropsBuffer(bytes: number): void {
  dropped += bytes
  if (dropped < limitBytes) return
  dropped = 0
  globalThis.gc?.({ type: 'minor', execution: 'sync' })
}
