import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalName, HeaderNames, Role } from './header-names.ts'

test('canonicalName() spells names as Go does', () => {
  // spec 03 §15.2
  const names = ['content-type', 'ETAG', 'x-forwarded-for', 'Sec-CH-UA', 'a', '-a-', 'x_y-z', 'bad name', '']
  const spelled = ['Content-Type', 'Etag', 'X-Forwarded-For', 'Sec-Ch-Ua', 'A', '-A-', 'X_y-Z', 'bad name', '']
  assert.deepEqual(names.map(canonicalName), spelled)
})

test('HeaderNames remembers names, up to its limit', () => {
  const names = new HeaderNames(1)
  assert.equal(names.lookup('content-TYPE'), names.lookup('content-TYPE'))
  assert.equal(names.lookup('content-TYPE').role, Role.contentType)
  assert.equal(names.lookup('x-other').text, 'X-Other')
  assert.notEqual(names.lookup('x-other'), names.lookup('x-other'))
  assert.equal(names.lookup('no token').valid, false)
})
