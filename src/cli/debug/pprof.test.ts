import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import protobuf from 'protobufjs'
import { encodePprof } from './pprof.ts'

// The part of google/pprof's profile.proto that we write.
const schema = `syntax = "proto3";
message Profile { repeated ValueType sample_type = 1; repeated Sample sample = 2; repeated Location location = 4;
  repeated Function function = 5; repeated string string_table = 6; int64 time_nanos = 9; int64 duration_nanos = 10;
  ValueType period_type = 11; int64 period = 12; }
message ValueType { int64 type = 1; int64 unit = 2; }
message Sample { repeated uint64 location_id = 1; repeated int64 value = 2; }
message Location { uint64 id = 1; repeated Line line = 4; }
message Line { uint64 function_id = 1; int64 line = 2; }
message Function { uint64 id = 1; int64 name = 2; int64 system_name = 3; int64 filename = 4; int64 start_line = 5; }`

interface Decoded {
  sample_type: Array<{ type: number; unit: number }>
  sample: Array<{ location_id: number[]; value: number[] }>
  location: Array<{ id: number; line: Array<{ function_id: number; line: number }> }>
  function: Array<{ id: number; name: number; filename: number }>
  string_table: string[]
  period: number
  duration_nanos: number
}

test('encodePprof() writes what pprof reads, each frame and text once', () => {
  const outer = { name: 'outer', file: '/a.ts', line: 3 }
  const inner = { name: 'inner', file: '/a.ts', line: 7 }
  const bytes = encodePprof({
    kinds: [
      ['samples', 'count'],
      ['cpu', 'nanoseconds'],
    ],
    samples: [
      { stack: [inner, outer], values: [2, 20_000_000] },
      { stack: [outer], values: [1, 10_000_000] },
    ],
    period: 10_000_000,
    periodKind: ['cpu', 'nanoseconds'],
    startedMs: 1_800_000_000_000,
    durationMs: 30.5,
  })
  const type = protobuf.parse(schema, { keepCase: true }).root.lookupType('Profile')
  const profile = type.toObject(type.decode(gunzipSync(bytes)), { longs: Number, arrays: true }) as Decoded
  const text = (index: number) => profile.string_table[index]

  assert.equal(profile.string_table[0], '')
  assert.equal(new Set(profile.string_table).size, profile.string_table.length)
  assert.deepEqual(
    profile.sample_type.map(({ type: kind, unit }) => [text(kind), text(unit)]),
    [
      ['samples', 'count'],
      ['cpu', 'nanoseconds'],
    ],
  )
  assert.deepEqual(
    profile.sample.map(({ value }) => value),
    [
      [2, 20_000_000],
      [1, 10_000_000],
    ],
  )
  const stacks = profile.sample.map(({ location_id: ids }) =>
    ids.map((id) => {
      const line = profile.location.find((location) => location.id === id)?.line[0]
      const called = profile.function.find((one) => one.id === line?.function_id)
      return `${text(called?.name ?? -1)} ${text(called?.filename ?? -1)}:${line?.line}`
    }),
  )
  assert.deepEqual(stacks, [['inner /a.ts:7', 'outer /a.ts:3'], ['outer /a.ts:3']])
  assert.equal(profile.period, 10_000_000)
  assert.equal(profile.duration_nanos, 30_500_000)
})
