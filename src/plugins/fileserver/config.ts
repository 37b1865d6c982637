import type { z } from 'zod'
import { OpError } from '../../lib/op-error.ts'
import { bool, int, list, section, text } from '../../lib/scalars.ts'

const served = section({
  prefix: text().default('').describe('Beginning of the paths; the rest is the name of the file'),
  root: text().default('.').describe('Folder of the files'),
  bytes_range: bool().default(false).describe('Answer requests for parts of files'),
  compress: bool()
    .default(false)
    .describe(
      'Compress for clients that can read it; RoadRunner keeps the result beside the files, Courser keeps none',
    ),
  cache_duration: int()
    .default(10)
    .describe('How long a file is served without a look whether it has changed, seconds; negative: never'),
  max_age: int().default(0).describe('How long clients may keep a file, seconds; 0 says nothing about it'),
})

/** The `fileserver` section. Follows: spec 03 §12 */
export const fileserverConfig = section({
  address: text()
    .default('')
    .describe('Where to listen: host:port, :port for every address of the machine, or unix:///path.sock'),
  calculate_etag: bool().default(false).describe('Send an ETag of the content'),
  weak: bool().default(false).describe('Mark the ETag as weak'),
  stream_request_body: bool().default(false).describe('No effect: bodies of requests for files are never kept'),
  serve: list(served).default([]).describe('Folders; the first whose prefix matches answers'),
}).describe('Files on an address of their own, without PHP and without the middleware of http')

export type FileserverConfig = z.infer<typeof fileserverConfig>
/** One entry of `serve`. */
export type ServedFolder = FileserverConfig['serve'][number]

/** Raises the texts of RoadRunner's check. */
export function checkFileserver({ address, serve }: FileserverConfig): void {
  if (address === '') throw invalid('empty address')
  if (serve.length === 0) throw invalid('no configuration to serve')
  for (const { prefix } of serve) {
    if (prefix === '') throw invalid('empty prefix')
    if (!prefix.startsWith('/')) throw invalid('prefix must begin with a forward slash')
  }
}

function invalid(text: string): OpError {
  return new OpError('fileserver_plugin_init', undefined, new Error(text))
}
