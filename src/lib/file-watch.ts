import { type StatsListener, unwatchFile, watchFile } from 'node:fs'

/**
 * Calls back when one of the files has become another, looked at every `intervalMs`: links that are changed to point elsewhere
 * (certbot, mounted secrets) count, and no kind of disk or container is left out. Gives what ends it.
 */
export function watchFiles(paths: readonly string[], intervalMs: number, onChange: () => void): () => void {
  const listener: StatsListener = (now, before) => {
    if (now.ino !== before.ino || now.mtimeMs !== before.mtimeMs || now.size !== before.size) onChange()
  }
  for (const path of paths) watchFile(path, { interval: intervalMs, persistent: false }, listener)
  return () => {
    for (const path of paths) unwatchFile(path, listener)
  }
}
