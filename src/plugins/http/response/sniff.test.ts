import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sniffContentType } from './sniff.ts'

/** spec 03 §6.2, #92. Bodies are one character per byte. */
const rows: ReadonlyArray<readonly [string, string]> = [
  ['hello', 'text/plain; charset=utf-8'],
  ['{"a":1}', 'text/plain; charset=utf-8'],
  ['  \n<!doctype html><p>', 'text/html; charset=utf-8'],
  ['<html>', 'text/html; charset=utf-8'],
  ['<htmlx>', 'text/plain; charset=utf-8'],
  ['<b>', 'text/html; charset=utf-8'],
  ['<!-- x', 'text/html; charset=utf-8'],
  ['<?xml version="1.0"?>', 'text/xml; charset=utf-8'],
  ['%PDF-1.7', 'application/pdf'],
  ['\x89PNG\r\n\x1a\n...', 'image/png'],
  ['GIF89a..', 'image/gif'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['RIFF\x01\x02\x03\x04WEBPVP8 ', 'image/webp'],
  ['\x1f\x8b\x08\x00', 'application/x-gzip'],
  ['PK\x03\x04', 'application/zip'],
  ['\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom', 'video/mp4'],
  ['\xef\xbb\xbfx', 'text/plain; charset=utf-8'],
  ['wOF2', 'font/woff2'],
  ['\x00\x01\x02', 'application/octet-stream'],
]

for (const [body, type] of rows) {
  test(`sniffContentType(${JSON.stringify(body)}) says ${type}`, () => {
    assert.equal(sniffContentType(Buffer.from(body, 'latin1')), type)
  })
}
