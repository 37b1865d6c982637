import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { OpError } from '../../lib/op-error.ts'
import type { Pool } from '../../pool/contract.ts'
import { poolFamilies, serverToken } from '../server/contract.ts'
import { type TcpConfig, tcpConfig } from './config.ts'
import { tcpMethods } from './rpc.ts'
import { type Connections, TcpServer } from './tcp-server.ts'

const mebibyte = 1024 * 1024

/** Raw TCP connections for PHP workers. Follows: spec 06 part 4. */
export const tcp: Plugin<TcpConfig> = definePlugin({
  name: 'tcp',
  config: tcpConfig,
  needs: [serverToken],
  setup(ctx) {
    const { config, log } = ctx
    checkServers(config)
    const server = ctx.get(serverToken)
    const connections: Connections = new Map()
    const servers: TcpServer[] = []
    let pool: Pool | undefined
    return {
      rpc: tcpMethods((uuid) => connections.get(uuid)?.close()),
      workers: async () => (await pool?.workers()) ?? [],
      addWorker: async () => pool?.addWorker(),
      removeWorker: async () => pool?.removeWorker(),
      metrics: () => poolFamilies('rr_tcp', pool),
      async reset() {
        log.info('reset signal was received')
        await pool?.reset().catch((cause: unknown) => {
          throw new OpError('tcp_reset', undefined, cause)
        })
        log.info('plugin was successfully reset')
      },
      async start() {
        pool = await server.newPool(config.pool, { RR_MODE: 'tcp' }, { plugin: 'tcp' })
        const readBufferBytes = (config.read_buf_size || 1) * mebibyte
        const writeMs = config.write_timeout
        for (const [name, { addr, delimiter }] of Object.entries(config.servers)) {
          const settings = { name, delimiter: Buffer.from(delimiter || '\r\n'), readBufferBytes, writeMs, pool, log }
          const listener = new TcpServer(settings, connections)
          servers.push(listener)
          await listener.listen(addr)
        }
      },
      async stop(graceMs) {
        const closed = servers.map((listener) => listener.close())
        for (const connection of connections.values()) connection.close()
        await Promise.all(closed)
        await pool?.destroy(graceMs)
      },
    }
  },
})

function checkServers({ servers }: TcpConfig): void {
  const entries = Object.entries(servers)
  if (entries.length === 0) throw new Error('no servers registered')
  const nameless = entries.find(([, { addr }]) => addr === '')
  if (nameless !== undefined) throw new Error(`empty address for the server: ${nameless[0]}`)
}
