import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathErrorText, systemErrorText } from './system-error.ts'

function failure(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('no failure')
}

test("systemErrorText() gives the C library's words", () => {
  assert.equal(systemErrorText(failure(() => readFileSync('/nope'))), 'no such file or directory')
  assert.equal(systemErrorText(failure(() => readFileSync('/'))), 'is a directory')
  assert.equal(systemErrorText(failure(() => process.kill(2 ** 22 + 1, 0))), 'no such process')
})

test('systemErrorText() leaves other errors as they are', () => {
  assert.equal(systemErrorText(new Error('own words')), 'own words')
  assert.equal(systemErrorText('text'), 'text')
})

test('pathErrorText() names the operation and the path', () => {
  assert.equal(
    pathErrorText(
      'open',
      '.pid',
      failure(() => readFileSync('.pid-nope')),
    ),
    'open .pid: no such file or directory',
  )
})
