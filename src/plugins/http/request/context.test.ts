import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeFrame } from '../../../goridge/frame.ts'
import { HeaderNames } from '../header-names.ts'
import { readMessage } from '../testing/proto-reader.ts'
import type { RequestFacts } from './context.ts'
import { jsonContext } from './context-json.ts'
import { protoContext } from './context-proto.ts'
import { readHead } from './head.ts'

const known = new HeaderNames()

function factsOf(rawHeaders: readonly string[], other: Partial<RequestFacts> = {}): RequestFacts {
  return {
    remoteAddr: '127.0.0.1',
    protocol: 'HTTP/1.1',
    method: 'GET',
    uri: 'http://127.0.0.1:8080/?a=1',
    url: '/?a=1',
    rawQuery: 'a=1',
    head: readHead(known, rawHeaders),
    attributes: undefined,
    ...other,
  }
}

/** The request of the worked examples, without the Cookie line that they leave out of the headers. */
function example(): RequestFacts {
  const facts = factsOf(['Host', '127.0.0.1:8080', 'Accept', '*/*'])
  return { ...facts, head: { ...facts.head, cookie: 'sid=x+y' } }
}

test('protoContext matches the worked example byte for byte', () => {
  // spec 03 §4.4 example 1
  const context = Buffer.from(protoContext().encode(example(), false, undefined))
  const wanted =
    '0a093132372e302e302e311208485454502f312e311a03474554221a687474703a2f2f3132372e302e302e313a383038302f3f613d312a0f0a06' +
    '41636365707412050a032a2f2a320c0a0373696412050a037820793a03613d31'
  assert.equal(context.toString('hex'), wanted)
  const frame = Buffer.from(encodeFrame(0x80, [context.length], context))
  assert.equal(frame.subarray(0, 16).toString('hex'), '14805a0000007abed33c00005a000000')
})

test('jsonContext matches the worked example byte for byte', () => {
  // spec 03 §4.4 example 3
  const context = String(jsonContext.encode(example(), false, undefined))
  const wanted =
    '{"remoteAddr":"127.0.0.1","protocol":"HTTP/1.1","method":"GET","uri":"http://127.0.0.1:8080/?a=1",' +
    '"headers":{"Accept":["*/*"]},"cookies":{"sid":"x y"},"rawQuery":"a=1","parsed":false,"uploads":null,"attributes":null}'
  assert.equal(context, wanted)
  assert.equal(encodeFrame(8, [216], context).subarray(0, 16).toString('hex'), '1408d8000000993b15fa0000d8000000')
})

test('jsonContext escapes as Go does and decodes bytes as UTF-8', () => {
  const facts = factsOf(['X-A', '<a href="b">&\t\u00d0\u009f', 'X-B', '\u00ff', 'X-C', '\u00e2\u0080\u00a8'])
  const context = String(jsonContext.encode(facts, true, '{}'))
  assert.match(context, /"X-A":\["\\u003ca href=\\"b\\"\\u003e\\u0026\\tП"\]/)
  assert.match(context, /"X-B":\["\ufffd"\],"X-C":\["\\u2028"\]/)
  assert.match(context, /"parsed":true,"uploads":\{\},/)
  JSON.parse(context)
})

test('jsonContext groups repeated headers and writes attributes', () => {
  const facts = factsOf(['a', '1', 'B', '2', 'A', '3'], { attributes: new Map([['ip', ['1', '2']]]) })
  const context = JSON.parse(String(jsonContext.encode(facts, false, undefined)))
  assert.deepEqual(context.headers, { A: ['1', '3'], B: ['2'] })
  assert.deepEqual(context.attributes, { ip: ['1', '2'] })
})

test('both codecs say the same of random requests', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  let state = seed
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >> 8) % below
  }
  const text = (): string => Array.from({ length: random(200) }, () => String.fromCharCode(32 + random(90))).join('')
  const codec = protoContext()
  for (let round = 0; round < 300; round++) {
    const raw = Array.from({ length: random(12) }, () => [`X-${random(8)}`, text()]).flat()
    const attributes = random(2) === 0 ? undefined : new Map([['a', [text(), '']]])
    const facts = factsOf(raw, { uri: text(), rawQuery: text(), attributes })
    const uploads = random(2) === 0 ? undefined : '{"f":1}'
    const json = JSON.parse(String(jsonContext.encode(facts, round % 2 === 0, uploads)))
    const proto = readMessage(Buffer.from(codec.encode(facts, round % 2 === 0, uploads)))
    assert.deepEqual(proto, { ...json, attributes: json.attributes ?? {} }, `seed ${seed}, round ${round}`)
  }
})
