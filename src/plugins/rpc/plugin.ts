import { definePlugin } from '../../kernel/plugin.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import { isSocketDsn } from '../../os/listen.ts'
import type { RpcConfig } from './config.ts'
import { config } from './config.ts'
import { RpcDispatcher } from './dispatcher.ts'
import { rpcMethods } from './rpc.ts'
import { RpcServer } from './server.ts'

const defaultAddress = config.parse({}).listen

/** Serves the RPC methods of every plugin to PHP and to the `rr` command. Follows: spec 02 §4. */
export const rpc = definePlugin<RpcConfig>({
  name: 'rpc',
  config,
  disabledByBadConfig: true,
  // First to start, so that workers find it; last to stop, so that they find it to their end.
  weight: 100,
  setup(ctx) {
    const address = ctx.config.listen === '' ? defaultAddress : ctx.config.listen
    if (!isSocketDsn(address)) {
      throw new OpError('rpc_plugin_init', undefined, new Error('invalid socket DSN (tcp://:6001, unix://file.sock)'))
    }
    let server: RpcServer | undefined
    return {
      rpc: rpcMethods(ctx.version, ctx.reader.all()),
      async start() {
        const namespaces = new Map(ctx.having('rpc').map(({ name, offer }) => [name, offer.rpc]))
        server = new RpcServer(new RpcDispatcher(namespaces), ctx.log)
        try {
          await server.listen(address)
        } catch (error) {
          throw new OpError('rpc_plugin_serve', undefined, new Error(errorText(error), { cause: error }))
        }
        ctx.log.debug('plugin was started', {
          address,
          'list of the plugins with RPC methods:': [...namespaces.keys()],
        })
      },
      stop: async (graceMs) => server?.close(graceMs),
    }
  },
})
