import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HeaderList } from '../header-list.ts'
import { allowsRange, type Condition, evaluateConditions } from './conditions.ts'

const mtimeMs = Date.parse('Tue, 24 Nov 2026 10:00:00 GMT') + 400
const same = 'Tue, 24 Nov 2026 10:00:00 GMT'
const earlier = 'Tue, 24 Nov 2026 09:59:59 GMT'
const later = 'Tue, 24 Nov 2026 10:00:01 GMT'

const rows: ReadonlyArray<readonly [headers: string[], expected: Condition, method?: string, etag?: string]> = [
  [[], 'send'],
  [['If-None-Match', '"1"'], 'notModified'],
  [['If-None-Match', 'W/"1"'], 'notModified'],
  [['If-None-Match', '"0", "1"'], 'notModified'],
  [['If-None-Match', '*'], 'notModified'],
  [['If-None-Match', '"2"'], 'send'],
  [['If-None-Match', '"1"'], 'failed', 'POST'],
  [['If-None-Match', '"2"', 'If-Modified-Since', same], 'send'],
  [['If-Modified-Since', same], 'notModified'],
  [['If-Modified-Since', later], 'notModified'],
  [['If-Modified-Since', earlier], 'send'],
  [['If-Modified-Since', 'nonsense'], 'send'],
  [['If-Modified-Since', same], 'send', 'POST'],
  [['If-Match', '"1"'], 'send'],
  [['If-Match', '"2"'], 'failed'],
  [['If-Match', 'W/"1"'], 'failed', 'GET', 'W/"1"'],
  [['If-Unmodified-Since', earlier], 'failed'],
  [['If-Unmodified-Since', same], 'send'],
  [['If-Match', '"1"', 'If-Unmodified-Since', earlier], 'send'],
]

for (const [headers, expected, method = 'GET', etag = '"1"'] of rows) {
  test(`${method} with ${headers.join(' ')} comes to ${expected}`, () => {
    assert.equal(evaluateConditions(method, new HeaderList(headers), { etag, mtimeMs }), expected)
  })
}

test('allowsRange() takes a strong match or the exact date only', () => {
  const allows = (value: string, etag = '"1"') => allowsRange(new HeaderList(['If-Range', value]), { etag, mtimeMs })
  assert.deepEqual([allows('"1"'), allows('"2"'), allows('W/"1"', 'W/"1"')], [true, false, false])
  assert.deepEqual([allows(same), allows(later), allows('?')], [true, false, false])
  assert.ok(allowsRange(new HeaderList(), { etag: undefined, mtimeMs }))
})
