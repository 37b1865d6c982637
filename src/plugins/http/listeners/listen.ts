import { once } from 'node:events'
import { stat, unlink } from 'node:fs/promises'
import type { Server } from 'node:net'
import { RRError } from '../../../lib/errors.ts'
import { systemErrorText } from '../../../lib/system-error.ts'
import type { ListenTarget } from './address.ts'

/** Starts to listen; raises RR_HTTP_LISTEN_FAILED with the setting that the address is from. A socket file left over by an earlier run is removed first. */
export async function listen(server: Server, target: ListenTarget, setting: string): Promise<void> {
  if ('path' in target) await removeSocketFile(target.path)
  const listening = once(server, 'listening')
  server.listen('host' in target ? { ...target, reusePort: true } : target)
  try {
    await listening
  } catch (cause) {
    throw new RRError('RR_HTTP_LISTEN_FAILED', [targetText(target), systemErrorText(cause), setting], { cause })
  }
}

function targetText(target: ListenTarget): string {
  if ('path' in target) return `unix://${target.path}`
  if ('fd' in target) return `fd://${target.fd}`
  return target.host.includes(':') ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`
}

async function removeSocketFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && !found.isDirectory()) await unlink(path)
}
