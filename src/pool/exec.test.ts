import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import { encodeRequest } from '../goridge/request.ts'
import { Exec } from './exec.ts'

function fixture(onPart: () => boolean = () => true) {
  const owner = { cancelled: mock.fn(), streamBegan: mock.fn(), callerFailed: mock.fn((_error: unknown) => {}) }
  const handler = { onPart: mock.fn(onPart), onError: mock.fn() }
  const exec = new Exec(encodeRequest(0, 'c', Buffer.from('b')), handler, owner)
  exec.phase = 'running'
  return { exec, owner, handler, part: (more: boolean) => exec.part(Buffer.from(''), Buffer.from('x'), 0, more) }
}

describe('Exec', () => {
  test('streams from its first part that is not the last', () => {
    const { exec, owner, part } = fixture()
    part(true)
    part(true)
    part(false)
    assert.equal(exec.phase, 'streaming')
    assert.equal(owner.streamBegan.mock.callCount(), 1)
  })

  test('does not stream when its first part is the last', () => {
    const { exec, owner, part } = fixture()
    part(false)
    assert.equal(exec.phase, 'running')
    assert.equal(owner.streamBegan.mock.callCount(), 0)
  })

  test('passes on that the caller wants no more for now', () => {
    assert.equal(fixture(() => false).part(true), false)
  })

  test('tells a caller that has gone nothing', () => {
    const { exec, owner, handler, part } = fixture()
    exec.cancel()
    exec.cancel()
    assert.equal(part(false), true)
    exec.fail(new Error('x'))
    assert.equal(owner.cancelled.mock.callCount(), 1)
    assert.equal(handler.onPart.mock.callCount() + handler.onError.mock.callCount(), 0)
  })

  test('takes a caller that throws for one that has gone, and says so', () => {
    const { exec, owner, part } = fixture(() => {
      throw new Error('caller')
    })
    assert.equal(part(true), true)
    assert.equal(exec.cancelled, true)
    assert.deepEqual(
      owner.callerFailed.mock.calls.map((call) => String(call.arguments[0])),
      ['Error: caller'],
    )
  })

  test('cannot be cancelled once it is done', () => {
    const { exec, owner } = fixture()
    exec.phase = 'done'
    exec.cancel()
    assert.equal(owner.cancelled.mock.callCount(), 0)
  })
})
