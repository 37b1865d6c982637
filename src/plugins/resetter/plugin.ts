import { definePlugin } from '../../kernel/plugin.ts'
import { resetterMethods } from './rpc.ts'

/** Lets PHP and the `rr` command replace the workers of a plugin. */
export const resetter = definePlugin({
  name: 'resetter',
  always: true,
  setup: (ctx) => ({ rpc: resetterMethods(ctx) }),
})
