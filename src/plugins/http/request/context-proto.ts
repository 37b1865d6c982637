/*
  message Request { 1 remote_addr  2 protocol  3 method  4 uri  5 header  6 cookies  7 raw_query  8 parsed  9 uploads  10 attributes }
  header, cookies, attributes: map<string, HeaderValue>, HeaderValue { 1 repeated bytes value }
  Follows: spec 03 §4.2 (api repository, http/v1/http.proto)
*/
import { Flag } from '../../../goridge/frame.ts'
import type { HeaderName } from '../header-names.ts'
import { latin1FromUtf8 } from '../latin1.ts'
import { ProtoWriter, varintBytes } from '../proto-writer.ts'
import type { ContextCodec, RequestFacts } from './context.ts'
import { parseCookies } from './cookies.ts'
import { groupHeaders } from './head.ts'

/** The context as protobuf, for workers that know nothing else. Header and cookie values keep their bytes. */
export function protoContext(): ContextCodec {
  const writer = new ProtoWriter()
  return { flag: Flag.proto, encode: (...parts) => encode(writer, ...parts), emptyTree: Buffer.alloc(0) }
}

function encode(writer: ProtoWriter, facts: RequestFacts, parsed: boolean, uploads: string | undefined): Buffer {
  const { head, attributes } = facts
  writer.reset()
  writer.text(1, latin1FromUtf8(facts.remoteAddr ?? ''))
  writer.text(2, facts.protocol)
  writer.text(3, facts.method)
  writer.text(4, latin1FromUtf8(facts.uri))
  if (head.repeated) for (const [name, values] of groupHeaders(head)) writeEntry(writer, 5, name, values)
  else head.names.forEach((name: HeaderName, index) => writeEntry(writer, 5, name.text, [head.values[index] as string]))
  if (head.cookie !== '') for (const [name, value] of parseCookies(head.cookie)) writeEntry(writer, 6, name, [value])
  writer.text(7, latin1FromUtf8(facts.rawQuery))
  if (parsed) writer.varintField(8, 1)
  if (uploads !== undefined) writer.text(9, latin1FromUtf8(uploads))
  for (const [name, values] of attributes ?? []) {
    writeEntry(writer, 10, latin1FromUtf8(name), values.map(latin1FromUtf8))
  }
  return writer.finish()
}

/** One entry of a map<string, HeaderValue>; texts are one character per byte. */
function writeEntry(writer: ProtoWriter, field: number, name: string, values: readonly string[]): void {
  let valueBytes = 0
  for (const value of values) valueBytes += 1 + varintBytes(value.length) + value.length
  writer.open(field, 2 + varintBytes(name.length) + name.length + varintBytes(valueBytes) + valueBytes)
  writer.bytes(1, name)
  writer.open(2, valueBytes)
  for (const value of values) writer.bytes(1, value)
}
