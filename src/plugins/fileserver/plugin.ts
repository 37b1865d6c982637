import type { IncomingMessage, ServerResponse } from 'node:http'
import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { RRError } from '../../lib/errors.ts'
import type { Logger } from '../../lib/log.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import { type ControlServer, openControlServer } from '../../os/control-server.ts'
import { outside, pathOf, sendFile } from '../http/files/contract.ts'
import { checkFileserver, type FileserverConfig, fileserverConfig } from './config.ts'
import { FileserverExchange } from './exchange.ts'
import { Folder } from './folder.ts'

const timeouts = { requestTimeoutMs: 10_000, idleTimeoutMs: 10_000 }

/** Serves folders on an address of its own. Follows: spec 03 §12 */
export const fileserver: Plugin<FileserverConfig> = definePlugin({
  name: 'fileserver',
  config: fileserverConfig,
  setup(ctx) {
    const { config, log } = ctx
    checkFileserver(config)
    const folders = config.serve.map((folder) => new Folder(folder, config))
    let server: ControlServer | undefined
    return {
      async start() {
        try {
          server = await openControlServer(config.address, (req, res) => void answer(req, res, folders, log), timeouts)
        } catch (cause) {
          throw new RRError('RR_FILESERVER_LISTEN_FAILED', [config.address, systemErrorText(cause)], { cause })
        }
        log.info('file server started', { address: config.address })
      },
      stop: (graceMs) => server?.close(graceMs),
    }
  },
})

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  folders: readonly Folder[],
  log: Logger,
): Promise<void> {
  const path = pathOf(req.url ?? '/')
  const folder = typeof path === 'string' ? folders.find((candidate) => candidate.owns(path)) : undefined
  const exchange = new FileserverExchange(req, res, { compress: folder?.config.compress ?? false, log })
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    exchange.response.headers.set('Allow', 'GET, HEAD')
    return plain(exchange, 405, 'Method Not Allowed')
  }
  const file = typeof path === 'string' ? await folder?.find(path) : undefined
  if (file === undefined || folder === undefined)
    return plain(exchange, path === outside ? 403 : 404, `Cannot ${req.method} ${req.url?.split('?', 1)[0]}`)
  const { max_age, bytes_range } = folder.config
  if (max_age > 0) exchange.response.headers.set('Cache-Control', `public, max-age=${max_age}`)
  if (!bytes_range) exchange.request.headers.delete('Range')
  sendFile(exchange, file)
}

function plain(exchange: FileserverExchange, status: number, text: string): void {
  exchange.response.headers.set('Content-Type', 'text/plain; charset=utf-8')
  exchange.response.headers.set('X-Content-Type-Options', 'nosniff')
  exchange.respond(status, text)
}
