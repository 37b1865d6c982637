import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { encodeRequest } from '../../../goridge/request.ts'
import {
  endRecord,
  type FcgiRecord,
  RecordReader,
  RecordType,
  readPairs,
  records,
  writePairs,
} from '../listeners/fcgi-records.ts'
import { decodeHead } from '../response/head.ts'
import { type CgiHead, encodeHead, headCodec } from './cgi-head.ts'
import { FcgiAnswerReader, requestParts, requestRecords } from './fcgi-client.ts'

/** Everything that a reader tells, bytes copied. */
class Heard {
  readonly heads: CgiHead[] = []
  readonly ends: (string | undefined)[] = []
  body = ''
  log = ''
  readonly reader = new FcgiAnswerReader({
    onHead: (head) => void this.heads.push(head),
    onBody: (bytes) => void (this.body += bytes.toString('latin1')),
    onStderr: (text) => void (this.log += text),
    onEnd: (error) => void this.ends.push(error?.message),
  })
}

const stdout = (text: string): Buffer => records(RecordType.stdout, 1, Buffer.from(text, 'latin1'))
const end = endRecord(1, 0)

test('an answer is told head first, wherever its bytes are cut', () => {
  const seed = randomInt(2 ** 31)
  const random = generator(seed)
  const text = 'Status: 404 Nope\r\nX-A: \xff\r\nX-A: b\r\n\r\n'
  const body = Array.from({ length: 200_000 }, () => String.fromCharCode(random(256))).join('')
  const bytes = Buffer.concat([
    records(RecordType.stderr, 1, Buffer.from('note')),
    ...pieces(text + body, random).map(stdout),
    records(RecordType.stdout, 1, Buffer.alloc(0)),
    end,
    stdout('\nsecond'),
    end,
  ])
  const heard = new Heard()
  for (let at = 0; at < bytes.length; ) {
    const next = at + 1 + random(random(4) === 0 ? 5 : 40_000)
    heard.reader.push(bytes.subarray(at, next))
    at = next
  }
  const seeded = `seed ${seed}`
  assert.deepEqual(heard.heads[0], { status: 404, pairs: ['X-A', '\xff', 'X-A', 'b'] }, seeded)
  assert.equal(heard.body === body, true, seeded)
  assert.deepEqual([heard.log, heard.ends], ['note', [undefined, 'the answer has no headers']], seeded)
})

test('what is no answer is an error, never something else', () => {
  const seed = randomInt(2 ** 31)
  const random = generator(seed)
  for (let round = 0; round < 2000; round++) {
    const bytes = Buffer.concat([stdout('A: b\r\n\r\nbody'), end])
    for (let count = 1 + random(3); count > 0; count--) bytes[random(bytes.length)] = random(256)
    const heard = new Heard()
    try {
      heard.reader.push(bytes)
    } catch (error) {
      assert.ok(error instanceof Error, `seed ${seed}`)
    }
    for (const { status, pairs } of heard.heads) {
      assert.ok(status >= 200 && status <= 599 && pairs.length % 2 === 0, `seed ${seed}`)
    }
  }
})

test('a head is read as CGI says', () => {
  const headOf = (text: string): CgiHead | undefined => {
    const heard = new Heard()
    heard.reader.push(stdout(text))
    return heard.heads[0]
  }
  assert.deepEqual(headOf('Content-type: a\n\nx'), { status: 200, pairs: ['Content-type', 'a'] })
  assert.deepEqual(headOf('location: /x\r\n\r\n'), { status: 302, pairs: ['location', '/x'] })
  assert.deepEqual(headOf('Location: /x\r\nStatus: 201\r\n\r\n'), { status: 201, pairs: ['Location', '/x'] })
  assert.throws(() => headOf('no header\r\n\r\n'), { message: 'no header of an answer: no header' })
  assert.throws(() => headOf('Status: 99\r\n\r\n'), { message: 'no status of an answer: 99' })
  assert.throws(() => headOf(`A: ${'x'.repeat(300_000)}`), { message: 'the headers of the answer exceed 262144 bytes' })
})

test('a head becomes the context of a worker, byte for byte', () => {
  const head = { status: 503, pairs: ['X-A', '', 'X-A', '\xe9\x00', 'Long', 'y'.repeat(20_000)] }
  assert.deepEqual(decodeHead(Buffer.from(encodeHead(head)), headCodec), head)
})

test('an application that refuses is an error', () => {
  const heard = new Heard()
  heard.reader.push(endRecord(1, 2))
  assert.deepEqual(heard.ends, ['the application refused the request (2)'])
})

test('a request becomes the records of FastCGI, with the length of its body', () => {
  for (const size of [0, 1, 65_535, 65_536, 200_000]) {
    const body = Buffer.alloc(size, 'b')
    const { bytes, receiptBytes } = encodeRequest(0, writePairs(['A', 'b'.repeat(300)]), body)
    const parts = requestParts(bytes, receiptBytes)
    const seen: FcgiRecord[] = []
    const reader = new RecordReader((record) => seen.push({ ...record, content: Buffer.from(record.content) }))
    reader.push(Buffer.concat(requestRecords(parts.params, parts.body, true)))
    const content = (type: number): Buffer =>
      Buffer.concat(seen.filter((one) => one.type === type).map((one) => one.content))
    assert.deepEqual(seen[0], { type: RecordType.begin, id: 1, content: Buffer.of(0, 1, 1, 0, 0, 0, 0, 0) })
    assert.deepEqual(readPairs(content(RecordType.params)), ['A', 'b'.repeat(300), 'CONTENT_LENGTH', String(size)])
    assert.ok(content(RecordType.stdin).equals(body))
    assert.deepEqual([seen.at(-1)?.type, seen.at(-1)?.content.length], [RecordType.stdin, 0])
  }
})

/** Numbers below a bound that a seed decides. */
function generator(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

function pieces(text: string, random: (bound: number) => number): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; ) {
    const next = at + 1 + random(at < 100 ? 10 : 65_000)
    found.push(text.slice(at, next))
    at = next
  }
  return found
}
