// The conversation before the first request. Cases: spec 01 §4.1, docs/decisions/dispatch-and-receipts.md.
import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import { encodeFrame, Flag } from '../goridge/frame.ts'
import { Handshake, ProbeRefused } from './handshake.ts'

const reply = encodeFrame(Flag.control, [], '{"pid":7}').subarray(12)

describe('Handshake', () => {
  test('is over with the last answer, before anything behind it is looked at', async () => {
    const over = mock.fn()
    const handshake = new Handshake(2, true, over)
    handshake.receipt(reply)
    assert.equal(over.mock.callCount(), 0)
    handshake.receipt(reply)
    assert.equal(over.mock.callCount(), 1)
    await handshake.done
  })

  test('wants a pid above zero', async () => {
    const handshake = new Handshake(1, false, () => {})
    handshake.receipt(Buffer.from('{"pid":0}'))
    await assert.rejects(handshake.done, /^Error: pid should be greater than 0$/)
  })

  for (const what of ['part', 'softError', 'selfStop'] as const) {
    test(`wants a control frame, not ${what}`, async () => {
      const handshake = new Handshake(1, false, () => {})
      handshake[what]()
      await assert.rejects(handshake.done, /^Error: unexpected response, header is missing, no CONTROL flag$/)
    })
  }

  test('lays a failure after the first answer to the second question', async () => {
    const handshake = new Handshake(2, true, () => {})
    handshake.receipt(reply)
    handshake.fail(new Error('EOF'))
    await assert.rejects(handshake.done, ProbeRefused)
  })

  test('lays a failure before the first answer to the worker', async () => {
    const handshake = new Handshake(2, true, () => {})
    handshake.fail(new Error('EOF'))
    await assert.rejects(handshake.done, /^Error: EOF$/)
  })

  test('waits three seconds for the second answer', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    // Over a socket the first question has been answered already.
    const handshake = new Handshake(1, true, () => {})
    context.mock.timers.tick(3000)
    await assert.rejects(handshake.done, ProbeRefused)
  })
})
