import { defineToken } from '../../kernel/plugin.ts'

/** Where the server keeps what is its own. */
export interface StoreFile {
  /** Path of the file, relative to the folder of the configuration. Nothing is made before somebody opens it. */
  readonly file: string
}

/** What the `store` plugin offers. */
export const storeToken = defineToken<StoreFile>('store')
