// Made by npm run gen from the files beside this one.
import type { JobsDriverDefinition } from '../contract.ts'

const drivers: Readonly<Record<string, () => Promise<JobsDriverDefinition<unknown>>>> = {
  amqp: async () => (await import('./amqp.ts')).amqp as unknown as JobsDriverDefinition<unknown>,
  boltdb: async () => (await import('./boltdb.ts')).boltdb as unknown as JobsDriverDefinition<unknown>,
  memory: async () => (await import('./memory.ts')).memory as unknown as JobsDriverDefinition<unknown>,
}

/** Names of the drivers that ship. */
export const driverNames: readonly string[] = Object.keys(drivers)

/** Loads a driver; undefined when none has that name. */
export async function loadDriver(name: string): Promise<JobsDriverDefinition<unknown> | undefined> {
  return Object.hasOwn(drivers, name) ? drivers[name]?.() : undefined
}
