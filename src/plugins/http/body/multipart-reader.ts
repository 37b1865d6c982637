import type { Readable } from 'node:stream'
import { Dicer } from '@fastify/busboy'
import { dropsBuffer } from '../../../lib/buffer-garbage.ts'
import { errorText } from '../../../lib/op-error.ts'
import { utf8FromLatin1 } from '../latin1.ts'
import { FormTree, textLeaf } from './form-tree.ts'
import { BodyError, type BodySink, type BodySource, tooLarge } from './formed.ts'
import { type MediaType, parseMediaType, textParameter } from './media-type.ts'
import { type Upload, type UploadFiles, uploadLeaf } from './upload-files.ts'

/** Parts beyond which a form is refused, as in Go. */
const maxParts = 1000

/** Headers of a part by lower-case name, one character per byte. */
type PartHeaders = Readonly<Record<string, readonly string[] | undefined>>

/**
 * Takes a multipart form apart while it arrives: files go to disk, texts stay in memory up to the limit of the request, and the
 * client is slowed down to what the disk takes. Follows: spec 03 §3.1, §15.13
 */
export class MultipartReader implements BodySource {
  readonly #stream: Readable
  readonly #limit: number
  readonly #files: UploadFiles
  readonly #sink: BodySink
  readonly #parser: Dicer
  readonly #texts = new FormTree(textLeaf)
  /** In the order of the form; filled when all are written. */
  readonly #uploads: Promise<readonly [string, Upload]>[] = []
  #parts = 0
  #inPart = false
  #done = false
  bytes = 0

  constructor(stream: Readable, boundary: string, limit: number, files: UploadFiles, sink: BodySink) {
    this.#stream = stream
    this.#limit = limit
    this.#files = files
    this.#sink = sink
    this.#parser = new Dicer({ boundary })
  }

  start(): void {
    this.#parser.on('part', (part: Dicer.PartStream) => this.#onPart(part))
    this.#parser.on('error', () => this.#fail(truncated(this.#inPart)))
    this.#parser.on('finish', () => void this.#finish())
    this.#parser.on('drain', () => this.#stream.resume())
    this.#stream.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#stream.on('end', () => {
      if (!this.#done) this.#parser.end()
    })
    this.#stream.on('error', (error) => {
      if (this.#end()) this.#sink.onBroken(error)
    })
  }

  stop(): void {
    this.#end()
  }

  cleanUp(): void {
    this.#files.cleanUp()
  }

  #take(chunk: Buffer): void {
    this.bytes += chunk.length
    dropsBuffer(chunk.length)
    if (this.#done) return
    if (this.bytes > this.#limit) this.#fail(tooLarge())
    else if (!this.#parser.write(chunk)) this.#stream.pause()
  }

  #onPart(part: Dicer.PartStream): void {
    part.on('error', () => {})
    if (this.#done) return void part.resume()
    if (++this.#parts > maxParts) {
      part.resume()
      this.#fail(new BodyError(400, 'multipart: message too large'))
      return
    }
    this.#inPart = true
    part.on('end', () => {
      this.#inPart = false
    })
    part.on('header', (headers: object) => this.#onHeaders(part, headers as PartHeaders))
  }

  #onHeaders(part: Dicer.PartStream, headers: PartHeaders): void {
    const disposition = dispositionOf(headers)
    const name = disposition && textParameter(disposition, 'name')
    if (disposition === undefined || name === undefined || name === '') return void part.resume()
    const file = baseName(textParameter(disposition, 'filename') ?? '')
    if (file === '') return this.#collectText(part, name)
    const mime = utf8FromLatin1(headers['content-type']?.[0] ?? '')
    this.#uploads.push(this.#files.save(part, file, mime).then((upload) => [name, upload]))
  }

  #collectText(part: Dicer.PartStream, name: string): void {
    const chunks: Buffer[] = []
    part.on('data', (chunk) => void chunks.push(chunk as Buffer))
    part.on('end', () => this.#texts.add(name, Buffer.concat(chunks).toString('utf8')))
  }

  async #finish(): Promise<void> {
    const uploads = new FormTree(uploadLeaf)
    for (const [name, upload] of await Promise.all(this.#uploads)) uploads.add(name, upload)
    if (this.#done) return
    try {
      const texts = this.#texts.isEmpty ? [] : [Buffer.from(this.#texts.toJson())]
      const tree = uploads.toJson()
      this.#done = true
      this.#sink.onFormed({ chunks: texts, parsed: true, uploads: tree })
    } catch (error) {
      this.#fail(error instanceof BodyError ? error : new BodyError(400, errorText(error)))
    }
  }

  #fail(error: BodyError): void {
    if (this.#end()) this.#sink.onRefused(error)
  }

  /** Stops parsing and writing; true the first time. */
  #end(): boolean {
    if (this.#done) return false
    this.#done = true
    this.#files.cleanUp()
    this.#stream.resume()
    return true
  }
}

/** The boundary of a multipart form. Raises a BodyError when there is none. */
export function boundaryOf(contentType: string): string {
  const media = parseMediaType(contentType)
  if (media.type !== 'multipart/form-data') throw new BodyError(400, "request Content-Type isn't multipart/form-data")
  const boundary = media.parameters.get('boundary') ?? ''
  if (boundary === '') throw new BodyError(400, 'no multipart boundary param in Content-Type')
  return boundary
}

/** What Go says when a form ends too early. */
export function truncated(inPart: boolean): BodyError {
  return new BodyError(400, inPart ? 'unexpected EOF' : 'multipart: NextPart: EOF')
}

function dispositionOf(headers: PartHeaders): MediaType | undefined {
  try {
    const disposition = parseMediaType(headers['content-disposition']?.[0] ?? '')
    return disposition.type === 'form-data' ? disposition : undefined
  } catch {
    return undefined
  }
}

/** The last element of a path. */
function baseName(path: string): string {
  return path.replace(/\/+$/, '').replace(/^.*\//s, '')
}
