import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, peerText } from './remote-address.ts'

test('addressOf() takes the port off', () => {
  // spec 03 §3.5, #25, #26
  const rows: ReadonlyArray<readonly [string, string | undefined]> = [
    ['', ''],
    ['10.0.0.1', '10.0.0.1'],
    ['127.0.0.1:1234', '127.0.0.1'],
    ['127.0.0.1:', '127.0.0.1'],
    ['[::1]:8080', '::1'],
    ['[0:0:0:0:0:0:0:1]:8080', '::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    [':8080', ''],
    ['not:a:valid:thing', undefined],
    ['@', '@'],
  ]
  for (const [peer, address] of rows) assert.equal(addressOf(peer), address, peer)
})

test('peerText() prints what a socket says', () => {
  assert.equal(peerText('127.0.0.1', 5), '127.0.0.1:5')
  assert.equal(peerText('::ffff:127.0.0.1', 5), '127.0.0.1:5')
  assert.equal(peerText('::1', 5), '[::1]:5')
  assert.equal(peerText(undefined, undefined), '@')
})
