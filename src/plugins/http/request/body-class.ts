import type { RequestHead } from './head.ts'

/** How the body of a request is treated; spec 03 §3.1. */
export type BodyClass = 'none' | 'stream' | 'urlencoded' | 'multipart'

/** The class of a body, by method and the first `Content-Type` (a case-sensitive part of it, as there). */
export function bodyClassOf(method: string, contentType: string, rawBody: boolean): BodyClass {
  if (method === 'HEAD' || method === 'OPTIONS') return 'none'
  if (rawBody || contentType === '') return 'stream'
  if (contentType.includes('application/x-www-form-urlencoded')) return 'urlencoded'
  return contentType.includes('multipart/form-data') ? 'multipart' : 'stream'
}

/** True when bytes of a body follow the head. */
export function hasBody(head: RequestHead): boolean {
  return head.chunked || head.contentLength > 0
}
