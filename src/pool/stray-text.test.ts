import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { StrayText } from './stray-text.ts'

test('StrayText waits a moment for the rest of a text', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const complete = mock.fn()
  const text = new StrayText(complete)
  const chunk = Buffer.from('Warning: ')
  text.add(chunk)
  chunk.fill(0)
  text.add(Buffer.from('headers already sent'))
  assert.equal(complete.mock.callCount(), 0)
  context.mock.timers.tick(200)
  assert.equal(complete.mock.callCount(), 1)
  assert.equal(text.end(), 'Warning: headers already sent')
})

test('StrayText keeps 64 KiB of a text that does not end', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const text = new StrayText(() => {})
  for (let count = 0; count < 10; count++) text.add(Buffer.alloc(10_000, 'x'))
  assert.equal(text.end().length, 65_536)
})

test('StrayText says nothing after its end', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const complete = mock.fn()
  new StrayText(complete).end()
  context.mock.timers.tick(1000)
  assert.equal(complete.mock.callCount(), 0)
})
