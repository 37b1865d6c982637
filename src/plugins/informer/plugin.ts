import { definePlugin } from '../../kernel/plugin.ts'
import { informerMethods } from './rpc.ts'

/** Tells PHP and the `rr` command about workers and pipelines of all plugins. */
export const informer = definePlugin({
  name: 'informer',
  always: true,
  setup: (ctx) => ({ rpc: informerMethods(ctx) }),
})
