import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IgnoreRules } from './ignore-rules.ts'

const cases: readonly (readonly [rules: readonly string[], path: string, isFolder: boolean, ignored: boolean])[] = [
  [['vendor'], 'vendor', true, true],
  [['vendor'], 'packages/a/vendor', true, true],
  [['/vendor'], 'packages/a/vendor', true, false],
  [['cache/'], 'cache', true, true],
  [['cache/'], 'cache', false, false],
  [['*.log'], 'var/a.log', false, true],
  [['*.log', '!keep.log'], 'keep.log', false, false],
  [['var/*.php'], 'var/a.php', false, true],
  [['var/*.php'], 'var/deep/a.php', false, false],
  [['var/**/a.php'], 'var/deep/er/a.php', false, true],
  [['# vendor', '', 'x '], 'vendor', true, false],
  [['# vendor', '', 'x '], 'x', false, true],
]

for (const [rules, path, isFolder, ignored] of cases) {
  test(`ignores() of ${JSON.stringify(rules)}: ${path}${isFolder ? '/' : ''} is ${ignored ? 'left out' : 'kept'}`, () => {
    assert.equal(new IgnoreRules(rules).ignores(path, isFolder), ignored)
  })
}
