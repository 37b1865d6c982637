// What each frame from a worker means. Cases: spec 01 §2.2, §9.1, §9.3.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FrameDecoder } from '../goridge/decoder.ts'
import { encodeFrame, Flag, StreamBit } from '../goridge/frame.ts'
import { pidIn } from '../goridge/request.ts'
import { AnswerReader } from './answers.ts'

/** What a reader tells of some bytes, a line each. */
function read(bytes: Buffer, pieceBytes = 1_000_000, chunkBytes = bytes.length): string[] {
  const told: string[] = []
  const say = (text: string): void => void told.push(text)
  const events = {
    receipt: (payload: Buffer) => say(`receipt ${pidIn(payload)}`),
    part: (context: Buffer, body: Buffer, codec: number, more: boolean, streamed: boolean) =>
      say(`part ${context.toString()}|${body.toString()}|${codec}${more ? ' more' : ''}${streamed ? ' streamed' : ''}`),
    ping: () => say('ping'),
    softError: (text: string) => say(`error ${text}`),
    selfStop: () => say('selfStop'),
  }
  const faults = {
    invalid: (error: Error) => say(`invalid ${error.message}`),
    garbage: (garbage: Buffer) => say(`garbage ${garbage.toString()}`),
  }
  const decoder = new FrameDecoder(new AnswerReader(events, faults), pieceBytes)
  for (let at = 0; at < bytes.length; at += chunkBytes) decoder.push(bytes.subarray(at, at + chunkBytes))
  return told
}

describe('AnswerReader', () => {
  // spec 01 #27
  test('takes an answer apart into context and body', () => {
    assert.deepEqual(read(encodeFrame(Flag.json, [3], 'abchello')), ['part abc|hello|8'])
    assert.deepEqual(read(encodeFrame(0, [0], '')), ['part ||0'])
  })

  test('tells a chunk of a stream, and answers its ping first', () => {
    assert.deepEqual(read(encodeFrame(0, [1], 'cx', StreamBit.stream)), ['part c|x|0 more streamed'])
    assert.deepEqual(read(encodeFrame(0, [0], 'x', StreamBit.stream | StreamBit.ping)), [
      'ping',
      'part |x|0 more streamed',
    ])
    assert.deepEqual(read(encodeFrame(0, [0], '', StreamBit.ping)), ['ping', 'part ||0'])
  })

  test('tells an error, whatever its options', () => {
    assert.deepEqual(read(encodeFrame(Flag.error, [], 'boom')), ['error boom'])
    assert.deepEqual(read(encodeFrame(Flag.error, [2], 'boom')), ['error boom'])
  })

  test('tells a receipt from its pid, and 0 where there is none', () => {
    assert.deepEqual(read(encodeFrame(Flag.control, [], '{"pid":12}')), ['receipt 12'])
    assert.deepEqual(read(encodeFrame(Flag.control, [], '{"stop":true}')), ['receipt 0'])
  })

  test('takes for a self-stop only an empty body under exactly {"stop":true}', () => {
    const stop = '{"stop":true}'
    assert.deepEqual(read(encodeFrame(0, [13], stop)), ['selfStop'])
    assert.deepEqual(read(encodeFrame(0, [13], `${stop}x`)), [`part ${stop}|x|0`])
    assert.deepEqual(read(encodeFrame(0, [0], stop)), [`part |${stop}|0`])
    assert.deepEqual(read(encodeFrame(0, [14], '{"stop": true}')), ['part {"stop": true}||0'])
    assert.deepEqual(read(encodeFrame(0, [13], stop, StreamBit.stream)), [`part ${stop}||0 more streamed`])
  })

  test('refuses an answer without its option, and a context longer than the frame', () => {
    const wanted = 'sync_worker_receive_frame: Decode: options length should be equal 1 (body offset)'
    assert.deepEqual(read(encodeFrame(0, [], 'x')), [`invalid ${wanted}`])
    assert.deepEqual(read(encodeFrame(0, [1, 1], 'x')), [`invalid ${wanted}`])
    assert.deepEqual(read(encodeFrame(0, [5], 'abc')), ['invalid sync_worker_receive_frame: Network: bad payload abc'])
  })

  test('tells bytes that are no frame', () => {
    assert.deepEqual(read(Buffer.from('Warning: headers already sent')), ['garbage Warning: headers already sent'])
  })
})

describe('AnswerReader with frames above the limit', () => {
  test('gives the context whole with the first part, wherever the pieces are cut', () => {
    const frame = encodeFrame(Flag.json, [4], 'kopfabcdef')
    for (const chunkBytes of [1, 3, 17, 100]) {
      const told = read(frame, 5, chunkBytes)
      const parts = told.map((line) => /^part (.*)\|(.*)\|8( more)?$/.exec(line))
      assert.equal(parts.map((part) => part?.[2]).join(''), 'abcdef', `chunks of ${chunkBytes}`)
      assert.equal(parts[0]?.[1], 'kopf')
      assert.ok(parts.slice(1).every((part) => part?.[1] === ''))
      assert.deepEqual(
        parts.map((part) => part?.[3] === undefined),
        parts.map((_, index) => index === parts.length - 1),
      )
    }
  })

  test('puts a long error together', () => {
    assert.deepEqual(read(encodeFrame(Flag.error, [], 'a long error'), 5, 3), ['error a long error'])
  })

  test('refuses a context that cannot be', () => {
    assert.equal(
      read(encodeFrame(0, [100], 'abcdefghij'), 5)[0],
      'invalid sync_worker_receive_frame: Network: bad payload ',
    )
    assert.match(read(encodeFrame(0, [], 'abcdefghij'), 5)[0] ?? '', /^invalid .*options length/)
  })
})
