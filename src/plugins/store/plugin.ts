import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { type StoreConfig, storeConfig } from './config.ts'
import { storeToken } from './contract.ts'

/** Names the file in which other plugins keep what must survive: each opens it when it has something to keep. */
export const store: Plugin<StoreConfig> = definePlugin({
  name: 'store',
  config: storeConfig,
  always: true,
  provides: [storeToken],
  setup(ctx) {
    ctx.provide(storeToken, { file: ctx.config.file || 'courser.db' })
    return {}
  },
})
