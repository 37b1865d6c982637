import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anything, bool, durationMs, list, map, section, text } from '../../src/lib/scalars.ts'
import { fileSchema } from './json-schema.ts'
import { emptyPage, withKeyTable } from './key-table.ts'

const schema = section({
  wait: durationMs().default(90_000).describe('How long | wait'),
  names: list(text()),
  off: section({ on: bool() }).optional().describe('Off when absent'),
  users: map(section({ role: text().default('guest') })),
  rest: anything(),
}).describe('Waits')

test('withKeyTable() writes a row per key and keeps what stands around', () => {
  const first = withKeyTable(emptyPage('x', schema), 'x', schema)
  assert.match(first, /^# x\n\nWaits\.\n\n## Keys\n/)
  assert.ok(first.includes('| `wait` | duration | `1m30s` | How long \\| wait |\n'))
  assert.ok(first.includes('| `off` | section | off | Off when absent |\n| `off.on` | bool | `false` |  |\n'))
  assert.ok(first.includes('| `users` | map of section |  |  |\n| `users.<name>.role` | text | `guest` |  |\n'))
  const edited = `${first.replace('Waits.', 'Waits long.')}\nAfter.\n`
  assert.equal(withKeyTable(edited, 'x', schema), edited)
})

test('fileSchema() takes references everywhere, and unknown keys only where modules may have sections', () => {
  const file = fileSchema({ sections: new Map([['x', schema]]), others: new Map(), open: new Set(['x.off']) })
  const { x } = file['properties'] as Record<string, { properties: Record<string, Record<string, unknown>> }>
  assert.equal(x?.properties['off']?.['additionalProperties'], true)
  assert.equal((x as unknown as Record<string, unknown>)['additionalProperties'], false)
  const [pattern] = (x?.properties['wait']?.['anyOf'] ?? []) as Array<{ pattern: string }>
  const isDuration = new RegExp(pattern?.pattern ?? '')
  assert.deepEqual(
    ['10s', '1h3m40s500ms', '1.5h', '0', '10', '1d', ''].map((value) => isDuration.test(value)),
    [true, true, true, true, false, false, false],
  )
  assert.equal(x?.properties['wait']?.['default'], '1m30s')
})
