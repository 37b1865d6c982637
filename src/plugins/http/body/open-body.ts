import type { Readable } from 'node:stream'
import type { Logger } from '../../../lib/log.ts'
import { errorText } from '../../../lib/op-error.ts'
import { bodyClassOf, hasBody } from '../request/body-class.ts'
import type { RequestFacts } from '../request/context.ts'
import type { DataPlaneSettings } from '../settings.ts'
import { BodyReader } from './body-reader.ts'
import { FormTree, textLeaf } from './form-tree.ts'
import { BodyError, type BodySink, type BodySource, type FormedBody, tooLarge } from './formed.ts'
import { parseMediaType } from './media-type.ts'
import { boundaryOf, MultipartReader, truncated } from './multipart-reader.ts'
import { parseQuery } from './query.ts'
import { UploadFiles } from './upload-files.ts'

const empty: FormedBody = { chunks: [], parsed: false, uploads: undefined }
const emptyForm: FormedBody = { chunks: [], parsed: true, uploads: undefined }

/**
 * What the body of a request is: a form that is ready because there is nothing to read, or a source that will give it to the sink.
 * Raises a BodyError when it is clear from the head that the request is refused. Follows: spec 03 §3.1
 */
export function openBody(
  body: Readable,
  facts: RequestFacts,
  settings: DataPlaneSettings,
  log: Logger,
  sink: BodySink,
): FormedBody | BodySource {
  const { head, method } = facts
  const kind = bodyClassOf(method, head.contentType, settings.rawBody || facts.script !== undefined)
  if (kind === 'none') return empty
  const limit = settings.maxRequestBytes
  switch (kind) {
    case 'stream':
      checkLength(head.contentLength, limit)
      return hasBody(head) ? new BodyReader(body, limit, sink) : empty
    case 'urlencoded':
      parseMediaType(head.contentType)
      parseQuery(facts.rawQuery)
      if (!takesForm(method)) return emptyForm
      checkLength(head.contentLength, limit)
      return hasBody(head) ? new BodyReader(body, limit, sink, formOf) : emptyForm
    case 'multipart': {
      parseQuery(facts.rawQuery)
      const boundary = boundaryOf(head.contentType)
      checkLength(head.contentLength, limit)
      if (!hasBody(head)) throw truncated(false)
      return new MultipartReader(body, boundary, limit, new UploadFiles(settings.uploads, log), sink)
    }
  }
}

/** Whatever was thrown, as the reason of a refusal. */
export function refusal(error: unknown): BodyError {
  return error instanceof BodyError ? error : new BodyError(400, errorText(error))
}

/** Only these methods have their urlencoded body read, as in Go. */
function takesForm(method: string): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH'
}

/** A body announced too large is refused before it is sent. */
function checkLength(contentLength: number, limit: number): void {
  if (contentLength > limit) throw tooLarge()
}

function formOf(chunks: readonly Buffer[]): FormedBody {
  const tree = new FormTree(textLeaf)
  for (const [name, value] of parseQuery(Buffer.concat(chunks).toString('latin1'))) tree.add(name, value)
  return tree.isEmpty ? emptyForm : { chunks: [Buffer.from(tree.toJson())], parsed: true, uploads: undefined }
}
