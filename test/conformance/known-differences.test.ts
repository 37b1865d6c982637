// Each accepted difference from RoadRunner has a reason and a test that holds it.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../support/test-server.ts'

interface Difference {
  readonly reason: string
  readonly file: string
  readonly title: string
}

const [, ...differences] = readFileSync(join(import.meta.dirname, 'known-differences.txt'), 'utf8')
  .trimEnd()
  .split('\n\n')
  .map(readDifference)

test('known differences are listed', () => assert.ok(differences.length > 0))

for (const { reason, file, title } of differences) {
  test(`a test holds the difference: ${title}`, () => {
    assert.ok(reason.length > 40, 'the lines above say why')
    const path = join(root, file)
    assert.ok(existsSync(path), `${file} is there`)
    const titles = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => /\b(?:test|it)\(/.test(line))
    assert.ok(
      titles.some((line) => line.includes(title)),
      `${file} has a test whose title has: ${title}`,
    )
  })
}

/** Lines of reason, then `file: title`. The first block of the file is its introduction. */
function readDifference(block: string): Difference {
  const lines = block.split('\n')
  const reason = lines.filter((line) => line.startsWith('# ')).join(' ')
  const pattern = lines.find((line) => !line.startsWith('# ')) ?? ''
  const colon = pattern.indexOf(': ')
  return { reason, file: pattern.slice(0, colon), title: pattern.slice(colon + 2) }
}
