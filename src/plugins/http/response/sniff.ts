/*
  The content type of a body by its first bytes, as browsers agree on it. Follows: mimesniff.spec.whatwg.org in the order of
  Go net/http sniff.go (spec 03 §6.2)
*/

/** Bytes looked at. */
const sniffBytes = 512

const htmlTags = [
  '<!DOCTYPE HTML',
  '<HTML',
  '<HEAD',
  '<SCRIPT',
  '<IFRAME',
  '<H1',
  '<DIV',
  '<FONT',
  '<TABLE',
  '<A',
  '<STYLE',
  '<TITLE',
  '<B',
  '<BODY',
  '<BR',
  '<P',
  '<!--',
]

/** Beginnings, one character per byte; `.` stands for any byte. */
const beginnings: ReadonlyArray<readonly [string, string]> = [
  ['%PDF-', 'application/pdf'],
  ['%!PS-Adobe-', 'application/postscript'],
  ['\xfe\xff..', 'text/plain; charset=utf-16be'],
  ['\xff\xfe..', 'text/plain; charset=utf-16le'],
  ['\xef\xbb\xbf.', 'text/plain; charset=utf-8'],
  ['\x00\x00\x01\x00', 'image/x-icon'],
  ['\x00\x00\x02\x00', 'image/x-icon'],
  ['BM', 'image/bmp'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['RIFF....WEBPVP', 'image/webp'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['FORM....AIFF', 'audio/aiff'],
  ['ID3', 'audio/mpeg'],
  ['OggS\x00', 'application/ogg'],
  ['MThd\x00\x00\x00\x06', 'audio/midi'],
  ['RIFF....AVI ', 'video/avi'],
  ['RIFF....WAVE', 'audio/wave'],
]
const laterBeginnings: ReadonlyArray<readonly [string, string]> = [
  ['\x1aE\xdf\xa3', 'video/webm'],
  [`${'.'.repeat(34)}LP`, 'application/vnd.ms-fontobject'],
  ['\x00\x01\x00\x00', 'font/ttf'],
  ['OTTO', 'font/otf'],
  ['ttcf', 'font/collection'],
  ['wOFF', 'font/woff'],
  ['wOF2', 'font/woff2'],
  ['\x1f\x8b\x08', 'application/x-gzip'],
  ['PK\x03\x04', 'application/zip'],
  ['Rar!\x1a\x07\x00', 'application/x-rar-compressed'],
  ['Rar!\x1a\x07\x01\x00', 'application/x-rar-compressed'],
  ['\x00asm', 'application/wasm'],
]
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const binary = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/

/** The type of a body that begins so. */
export function sniffContentType(body: Buffer): string {
  const data = body.toString('latin1', 0, sniffBytes)
  const visible = data.replace(/^[\t\n\f\r ]+/, '')
  if (visible.startsWith('<')) {
    if (isHtml(visible)) return 'text/html; charset=utf-8'
    if (visible.startsWith('<?xml')) return 'text/xml; charset=utf-8'
  }
  return beginningOf(data, beginnings) ?? mp4Of(data) ?? beginningOf(data, laterBeginnings) ?? textOrBinary(data)
}

/** A tag counts only when a blank or `>` follows it. */
function isHtml(visible: string): boolean {
  return htmlTags.some((tag) => {
    const next = visible[tag.length]
    return (next === ' ' || next === '>') && visible.slice(0, tag.length).toUpperCase() === tag
  })
}

function beginningOf(data: string, table: ReadonlyArray<readonly [string, string]>): string | undefined {
  return table.find(([pattern]) => matches(data, pattern))?.[1]
}

function matches(data: string, pattern: string): boolean {
  if (data.length < pattern.length) return false
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index] !== '.' && pattern[index] !== data[index]) return false
  }
  return true
}

/** A `ftyp` box that names an mp4 brand. */
function mp4Of(data: string): string | undefined {
  if (data.length < 12 || data.slice(4, 8) !== 'ftyp') return undefined
  const boxBytes = Buffer.from(data.slice(0, 4), 'latin1').readUInt32BE(0)
  if (data.length < boxBytes || boxBytes % 4 !== 0) return undefined
  for (let at = 8; at < boxBytes; at += 4) if (at !== 12 && data.startsWith('mp4', at)) return 'video/mp4'
  return undefined
}

function textOrBinary(data: string): string {
  return binary.test(data) ? 'application/octet-stream' : 'text/plain; charset=utf-8'
}
