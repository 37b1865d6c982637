import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainVersion, versionLine } from './version.ts'

test('plainVersion() drops a v before a digit and nothing else', () => {
  // spec 02 #44
  for (const text of ['v0.0.0', 'V0.0.0', ' V0.0.0']) assert.equal(plainVersion(text), '0.0.0')
  for (const text of ['V1', 'v1 ']) assert.equal(plainVersion(text), '1')
  for (const text of ['vvv', 'victory', 'v', 'V', 'foo']) assert.equal(plainVersion(text), text)
})

test('versionLine() has the shape that Octane and people parse', () => {
  // spec 02 #45
  const line = versionLine('rr')
  assert.match(
    line,
    /^rr version \d+\.\d+\.\d+ \(build time: \S+, node26\.\d+\.\d+\), OS: (linux|darwin), arch: (amd64|arm64)$/,
  )
  assert.equal(line.split(' ')[2], '2025.1.15')
  assert.match(versionLine('courser'), /^courser version /)
})
