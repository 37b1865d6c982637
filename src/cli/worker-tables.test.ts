import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  jobsFailureTable,
  jobsTable,
  serviceTable,
  tableTitle,
  workersFailureTable,
  workersTable,
} from './worker-tables.ts'

const nowMs = 1_800_000_000_000
const worker = (pid: number, statusStr: string, ageSeconds: number) => ({
  pid,
  numExecs: 1234567,
  created: BigInt(nowMs - ageSeconds * 1000) * 1_000_000n,
  memoryUsage: 46_000_000,
  CPUPercent: 0.042,
  command: 'php worker.php',
  statusStr,
})
const job = (Pipeline: string, Ready: boolean) => ({
  Pipeline,
  Driver: 'memory',
  Queue: 'q',
  Active: 1,
  Delayed: 2,
  Reserved: 3,
  Ready,
})

test('workersTable() sorts by pid and formats each cell', () => {
  // spec 02 #55, #115
  assert.deepEqual(workersTable([worker(2002, 'ready', 3600), worker(31, 'working', 5)], false, nowMs).split('\n'), [
    '┌──────┬─────────┬───────────┬────────┬───────┬───────────────┐',
    '│ PID  │ STATUS  │   EXECS   │ MEMORY │ CPU % │    CREATED    │',
    '├──────┼─────────┼───────────┼────────┼───────┼───────────────┤',
    '│ 31   │ working │ 1,234,567 │ 46 MB  │ 0.04  │ 5 seconds ago │',
    '│ 2002 │ ready   │ 1,234,567 │ 46 MB  │ 0.04  │ 1 hour ago    │',
    '└──────┴─────────┴───────────┴────────┴───────┴───────────────┘',
  ])
})

test('workersTable() colours states and tableTitle() the name, on a terminal only', () => {
  // spec 02 #55
  const colours = { inactive: 33, invalid: 33, ready: 36, working: 32, stopped: 31, errored: 31 }
  for (const [state, sgr] of Object.entries(colours)) {
    assert.ok(workersTable([worker(1, state, 0)], true, nowMs).includes(`\x1b[${sgr}m${state}\x1b[0m`))
    assert.ok(!workersTable([worker(1, state, 0)], false, nowMs).includes('\x1b'))
  }
  assert.ok(!workersTable([worker(1, 'ttlReached', 0)], true, nowMs).includes('\x1b'))
  assert.equal(tableTitle('Workers', 'http', false), 'Workers of [http]:')
  assert.equal(tableTitle('Jobs', 'jobs', true), 'Jobs of [\x1b[93mjobs\x1b[0m]:')
})

test('serviceTable() shows commands', () => {
  assert.deepEqual(
    serviceTable([worker(7, '', 0)])
      .split('\n')
      .slice(1, 4),
    [
      '│ PID │ MEMORY │ CPU % │    COMMAND     │',
      '├─────┼────────┼───────┼────────────────┤',
      '│ 7   │ 46 MB  │ 0.04  │ php worker.php │',
    ],
  )
})

test('jobsTable() sorts by pipeline', () => {
  assert.deepEqual(
    jobsTable([job('b', false), job('a', true)])
      .split('\n')
      .slice(1, 5),
    [
      '│     STATUS     │ PIPELINE │ DRIVER │ QUEUE │ ACTIVE │ DELAYED │ RESERVED │',
      '├────────────────┼──────────┼────────┼───────┼────────┼─────────┼──────────┤',
      '│ READY          │ a        │ memory │ q     │ 1      │ 2       │ 3        │',
      '│ PAUSED/STOPPED │ b        │ memory │ q     │ 1      │ 2       │ 3        │',
    ],
  )
})

test('a failed call is a row', () => {
  assert.match(
    workersFailureTable('http', 'EOF'),
    /│ 0 +│ failed to receive information about http plugin: EOF │( ERROR +│){4}\n/,
  )
  assert.match(
    jobsFailureTable('jobs', 'EOF'),
    /│ failed to receive information about jobs plugin: EOF │( ERROR +│){6}\n/,
  )
})
