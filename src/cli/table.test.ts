import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { renderTable } from './table.ts'
import { paint, Sgr } from './terminal.ts'

test('renderTable() draws the shape that people know', () => {
  // spec 02 #55
  const rows = [
    ['1001', paint('working', Sgr.green), '0', '999 B', '100.01', '5 seconds ago'],
    ['2002', 'maxJobsReached', '1,234,567', '46 MB', '0.04', '1 hour ago'],
  ]
  const lines = renderTable(['Pid', 'Status', 'Execs', 'Memory', 'CPU %', 'Created'], rows)
  assert.deepEqual(stripVTControlCharacters(lines).split('\n'), [
    '┌──────┬────────────────┬───────────┬────────┬────────┬───────────────┐',
    '│ PID  │     STATUS     │   EXECS   │ MEMORY │ CPU %  │    CREATED    │',
    '├──────┼────────────────┼───────────┼────────┼────────┼───────────────┤',
    '│ 1001 │ working        │ 0         │ 999 B  │ 100.01 │ 5 seconds ago │',
    '│ 2002 │ maxJobsReached │ 1,234,567 │ 46 MB  │ 0.04   │ 1 hour ago    │',
    '└──────┴────────────────┴───────────┴────────┴────────┴───────────────┘',
  ])
  assert.ok(lines.includes('│ \u001b[32mworking\u001b[0m        │'))
})

test('renderTable() wraps what would make the table too wide', () => {
  const words = 'failed to receive information about the plugin '.repeat(6).trim()
  const lines = renderTable(
    ['PID', 'STATUS'],
    [
      ['0', words],
      ['1', 'x'.repeat(300)],
    ],
  ).split('\n')
  for (const line of lines) assert.equal(line.length, 150)
  assert.equal(lines.length, 3 + 2 + 3 + 1)
})

test('renderTable() without rows is the header alone', () => {
  assert.deepEqual(renderTable(['PIPELINE ( S )'], []).split('\n'), [
    '┌────────────────┐',
    '│ PIPELINE ( S ) │',
    '└────────────────┘',
  ])
})
