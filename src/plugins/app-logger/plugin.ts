import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { appMethods } from './rpc.ts'

/** Takes log records of the application over RPC; its channel is `app`. RoadRunner calls it app-logger. Follows: spec 02 §6 */
export const app: Plugin = definePlugin({
  name: 'app',
  always: true,
  setup: (ctx) => ({ rpc: appMethods(ctx.log, writeError) }),
})

/** Resolves when the text is written; fails when standard error is closed. */
function writeError(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stderr.write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)))
  })
}
