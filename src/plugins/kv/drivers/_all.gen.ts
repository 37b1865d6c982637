// Made by npm run gen from the files beside this one.
import type { StorageDefinition } from '../contract.ts'

const drivers: Readonly<Record<string, () => Promise<StorageDefinition<unknown>>>> = {
  boltdb: async () => (await import('./boltdb.ts')).boltdb as unknown as StorageDefinition<unknown>,
  memcached: async () => (await import('./memcached.ts')).memcached as unknown as StorageDefinition<unknown>,
  memory: async () => (await import('./memory.ts')).memory as unknown as StorageDefinition<unknown>,
  redis: async () => (await import('./redis.ts')).redis as unknown as StorageDefinition<unknown>,
}

/** Names of the drivers that ship. */
export const driverNames: readonly string[] = Object.keys(drivers)

/** Loads a driver; undefined when none has that name. */
export async function loadDriver(name: string): Promise<StorageDefinition<unknown> | undefined> {
  return Object.hasOwn(drivers, name) ? drivers[name]?.() : undefined
}
