import { Flag } from '../../../goridge/frame.ts'
import type { HeaderName } from '../header-names.ts'
import { jsonText, jsonTextFromLatin1 } from '../json-text.ts'
import type { ContextCodec, RequestFacts } from './context.ts'
import { parseCookies } from './cookies.ts'
import { groupHeaders, type RequestHead } from './head.ts'

/**
 * The context as JSON, which every SDK from 2.x to 4.x reads. Written by hand: no object is built to be thrown away, and strings
 * of bytes become UTF-8 on the way. Follows: spec 03 §4.3
 */
export const jsonContext: ContextCodec = { flag: Flag.json, encode, emptyTree: Buffer.from('{}') }

function encode(facts: RequestFacts, parsed: boolean, uploads: string | undefined): string {
  const { head } = facts
  const headers = head.repeated ? groupedHeaders(head) : plainHeaders(head)
  const cookies = head.cookie === '' ? '' : cookiePairs(head.cookie)
  return (
    `{"remoteAddr":"${jsonText(facts.remoteAddr ?? '')}","protocol":"${facts.protocol}","method":"${jsonText(facts.method)}",` +
    `"uri":"${jsonText(facts.uri)}","headers":{${headers}},"cookies":{${cookies}},"rawQuery":"${jsonText(facts.rawQuery)}",` +
    `"parsed":${parsed},"uploads":${uploads ?? 'null'},"attributes":${attributesOf(facts)}}`
  )
}

function plainHeaders({ names, values }: RequestHead): string {
  let text = ''
  for (let index = 0; index < names.length; index++) {
    const open = (names[index] as HeaderName).json
    text += index === 0 ? open : `,${open}`
    text += jsonTextFromLatin1(values[index] as string)
    text += '"]'
  }
  return text
}

function groupedHeaders(head: RequestHead): string {
  const members: string[] = []
  for (const [name, values] of groupHeaders(head)) members.push(`"${jsonText(name)}":[${values.map(quoted).join(',')}]`)
  return members.join(',')
}

function cookiePairs(header: string): string {
  const members: string[] = []
  for (const [name, value] of parseCookies(header)) members.push(`"${jsonText(name)}":${quoted(value)}`)
  return members.join(',')
}

function attributesOf({ attributes }: RequestFacts): string {
  if (attributes === undefined) return 'null'
  const members: string[] = []
  for (const [name, values] of attributes) {
    members.push(`"${jsonText(name)}":[${values.map((value) => `"${jsonText(value)}"`).join(',')}]`)
  }
  return `{${members.join(',')}}`
}

function quoted(bytes: string): string {
  return `"${jsonTextFromLatin1(bytes)}"`
}
