import type { Store, StoreOptions } from '../../store/contract.ts'
import { openStore } from '../../store/store.ts'
import { storePath } from '../../store/store-path.ts'

interface Shared {
  readonly store: Promise<Store>
  users: number
}

const shared = new Map<string, Shared>()
/** Files whose last user has gone and that are still being closed. */
const closing = new Map<string, Promise<void>>()

/** A store that several pipelines use; the file closes when the last of them has let go. */
export interface StoreLease {
  readonly store: Store
  release(): Promise<void>
}

/** Opens the store in a file, or joins those who have it open. Rejects as `openStore` does. */
export async function leaseStore(options: StoreOptions): Promise<StoreLease> {
  const path = storePath(options.file)
  await closing.get(path)
  const entry = shared.get(path) ?? { store: openStore(options), users: 0 }
  shared.set(path, entry)
  entry.users++
  const release = async (): Promise<void> => {
    if (--entry.users > 0) return
    shared.delete(path)
    const closed = entry.store.then((store) => store.close())
    closing.set(path, closed)
    await closed.finally(() => closing.delete(path))
  }
  try {
    return { store: await entry.store, release }
  } catch (error) {
    if (shared.get(path) === entry) shared.delete(path)
    throw error
  }
}
