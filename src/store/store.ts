import { Worker } from 'node:worker_threads'
import { RRError } from '../lib/errors.ts'
import type { Store } from './contract.ts'
import type { StoreOptions } from './database.ts'
import { storePath } from './store-path.ts'
import { ThreadStore } from './thread-store.ts'

/** Files that this process has open. SQLite would wait for itself until the lock's timeout. */
const openFiles = new Set<string>()

/**
 * Opens the store in a file, which is made when missing. Rejects with an RRError that names the file: held by another process,
 * somebody else's, damaged, not writable.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const path = storePath(options.file)
  if (openFiles.has(path)) throw new RRError('RR_STORE_IN_USE', [options.file])
  openFiles.add(path)
  const worker = new Worker(threadUrl(), { workerData: options, name: `store ${options.file}` })
  const store = new ThreadStore(options, worker, () => openFiles.delete(path))
  try {
    await store.opened
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** The thread's program: beside this file in the source, at the top of dist/ in the bundle. */
function threadUrl(): URL {
  const here = import.meta.url
  if (here.endsWith('.ts')) return new URL('./thread.ts', here)
  return new URL(here.includes('/chunks/') ? '../store-thread.mjs' : './store-thread.mjs', here)
}
