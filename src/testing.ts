/** What tests of user modules import as `courser/testing`: the contracts that the drivers which ship are held to. */

export type { DriverLack, DriverUnderTest } from './plugins/jobs/testing/driver-contract.ts'
export { testJobsDriver } from './plugins/jobs/testing/driver-contract.ts'
export type { StorageLack, StorageUnderTest } from './plugins/kv/testing/storage-contract.ts'
export { testStorage } from './plugins/kv/testing/storage-contract.ts'
