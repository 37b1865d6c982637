import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import type { z } from 'zod'
import { section, text } from '../../../lib/scalars.ts'
import { systemErrorText } from '../../../lib/system-error.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'
import { typeByExtension } from '../files/content-type.ts'
import { StreamedFile } from '../files/file-cache.ts'
import { openFile } from '../files/open-file.ts'
import { sendFile } from '../files/send-file.ts'
import { latin1FromUtf8, utf8FromLatin1 } from '../latin1.ts'
import { plainErrorHeaders } from '../response/error-page.ts'

/** `http.sendfile`. */
export const sendfileConfig = section({
  root: text()
    .default('')
    .describe('Folder that files must lie in, links followed to their end; empty: PHP may name any file'),
}).describe('Files that PHP names in X-Sendfile. Needs its name in http.middleware')

type SendfileConfig = z.infer<typeof sendfileConfig>

const headerName = 'X-Sendfile'

/**
 * Sends the file that PHP names in `X-Sendfile` in place of its body. The worker is free meanwhile; answers without the header
 * pass untouched, streams included. Follows: spec 03 §9.6, spec 09 #18
 */
export const sendfile: MiddlewareDefinition<SendfileConfig> = defineMiddleware({
  name: 'sendfile',
  config: sendfileConfig,
  create({ config, log }) {
    const root = config.root === '' ? undefined : resolve(config.root)
    return (next: ExchangeHandler) => async (exchange: Exchange) => {
      await next(exchange)
      const { headers } = exchange.response
      const named = headers.get(headerName)
      if (named === undefined || named === '') return
      headers.delete(headerName)
      const path = utf8FromLatin1(named)
      try {
        await send(exchange, path, root)
      } catch (error) {
        log.error('write response', { error: error as Error, path })
        refuse(exchange, 500, `${systemErrorText(error)}\n`)
      }
    }
  },
})

async function send(exchange: Exchange, path: string, root: string | undefined): Promise<void> {
  if (path.includes('..') || path.includes('\0') || (root !== undefined && !(await isInside(path, root))))
    return refuse(exchange, 403, '')
  const file = await openFile(path).catch(absent)
  if (file === null) return refuse(exchange, 404, 'not found\n')
  if (file === undefined) throw new Error('it is no regular file')
  const { headers } = exchange.response
  const type = headers.get('Content-Type') ?? typeByExtension(path) ?? 'application/octet-stream'
  for (const name of bodyHeaders) headers.delete(name)
  const { size, mtimeMs, handle } = file
  sendFile(exchange, new StreamedFile({ size, mtimeMs, type, etag: headers.get('Etag') }, handle))
}

/** Headers of a body that is not sent. */
const bodyHeaders = ['Content-Length', 'Content-Encoding', 'Content-Range', 'Transfer-Encoding', 'Trailer']

function refuse(exchange: Exchange, status: number, body: string): void {
  const { headers } = exchange.response
  for (const name of [...bodyHeaders, 'Content-Type']) headers.delete(name)
  if (body !== '')
    for (let at = 0; at < plainErrorHeaders.length; at += 2)
      headers.set(plainErrorHeaders[at] as string, plainErrorHeaders[at + 1] as string)
  exchange.respond(status, latin1FromUtf8(body))
}

async function isInside(path: string, root: string): Promise<boolean> {
  const [real, base] = await Promise.all([realpath(path).catch(() => resolve(path)), realpath(root)])
  return real.startsWith(base.endsWith(sep) ? base : base + sep)
}

/** Null for a file that is not there; any other failure goes on. */
function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
