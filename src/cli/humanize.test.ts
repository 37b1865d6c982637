import assert from 'node:assert/strict'
import { test } from 'node:test'
import { age, byteSize, groupedCount } from './humanize.ts'

test('groupedCount() puts commas between thousands', () => {
  assert.equal(groupedCount(0), '0')
  assert.equal(groupedCount(999), '999')
  assert.equal(groupedCount(1_234_567), '1,234,567')
  assert.equal(groupedCount(18_446_744_073_709_551_615n), '18,446,744,073,709,551,615')
})

test('byteSize() counts in thousands', () => {
  // spec 02 #55
  assert.equal(byteSize(0), '0 B')
  assert.equal(byteSize(999), '999 B')
  assert.equal(byteSize(1000), '1.0 kB')
  assert.equal(byteSize(1500), '1.5 kB')
  assert.equal(byteSize(46_000_000), '46 MB')
  assert.equal(byteSize(1_000_000_000), '1.0 GB')
  assert.equal(byteSize(12_345_678_901_234), '12 TB')
})

test('age() words', () => {
  // spec 02 #55
  const day = 86_400
  const words: Array<[number, string]> = [
    [0, 'now'],
    [1.5, '1 second ago'],
    [5, '5 seconds ago'],
    [60, '1 minute ago'],
    [150, '2 minutes ago'],
    [3600, '1 hour ago'],
    [7200, '2 hours ago'],
    [day, '1 day ago'],
    [3 * day, '3 days ago'],
    [7 * day, '1 week ago'],
    [20 * day, '2 weeks ago'],
    [30 * day, '1 month ago'],
    [90 * day, '3 months ago'],
    [360 * day, '1 year ago'],
    [600 * day, '2 years ago'],
    [1080 * day, '3 years ago'],
    [37 * 360 * day, 'a long while ago'],
  ]
  for (const [seconds, text] of words) assert.equal(age(seconds), text)
})
