/*
  Profiles in the format of pprof: one message, gzipped. Every text is a number, its place in one table of strings (0 is '').
     Profile   1 sample_type*  2 sample*  4 location*  5 function*  6 string*  9 time_nanos  10 duration_nanos  11 period_type  12 period
     ValueType 1 type  2 unit        Sample   1 location_id* (leaf first)  2 value*
     Location  1 id  4 line          Line     1 function_id  2 line        Function 1 id  2 name  3 system_name  4 filename  5 start_line
  Follows: google/pprof proto/profile.proto
*/
import { gzipSync } from 'node:zlib'
import protobuf from 'protobufjs/minimal.js'

const { Writer } = protobuf

/** A place in the code, lines from 1. */
export interface Frame {
  readonly name: string
  readonly file: string
  readonly line: number
}

/** What was seen with this stack on it, one value per kind. */
export interface Sample {
  /** Leaf first. */
  readonly stack: readonly Frame[]
  readonly values: readonly number[]
}

/** What a value counts: `['cpu', 'nanoseconds']`. */
export type ValueKind = readonly [type: string, unit: string]

/** A profile before it is written. */
export interface Profile {
  readonly kinds: readonly ValueKind[]
  readonly samples: readonly Sample[]
  readonly period: number
  readonly periodKind: ValueKind
  readonly startedMs: number
  readonly durationMs: number
}

/** Writes a profile as `go tool pprof` and its relatives read it. */
export function encodePprof(profile: Profile): Buffer {
  const strings = new Numbered<string>((text) => text, 0)
  strings.of('')
  const frames = new Numbered<Frame>(({ name, file, line }) => `${name}\0${file}\0${line}`, 1)
  const writer = Writer.create()
  for (const kind of profile.kinds) writeKind(writer, 1, kind, strings)
  for (const { stack, values } of profile.samples) {
    writer.uint32(tag(2, bytes)).fork()
    writePacked(
      writer,
      1,
      stack.map((frame) => frames.of(frame)),
    )
    writePacked(writer, 2, values)
    writer.ldelim()
  }
  for (const [index, frame] of frames.all.entries()) writeFrame(writer, index + 1, frame, strings)
  writer.uint32(tag(9, varint)).int64(profile.startedMs * 1e6)
  writer.uint32(tag(10, varint)).int64(Math.round(profile.durationMs * 1e6))
  writeKind(writer, 11, profile.periodKind, strings)
  writer.uint32(tag(12, varint)).int64(profile.period)
  for (const text of strings.all) writer.uint32(tag(6, bytes)).string(text)
  return gzipSync(writer.finish())
}

const varint = 0
const bytes = 2

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType
}

function writeKind(writer: protobuf.Writer, field: number, [type, unit]: ValueKind, strings: Numbered<string>): void {
  writer.uint32(tag(field, bytes)).fork()
  writer.uint32(tag(1, varint)).int64(strings.of(type))
  writer.uint32(tag(2, varint)).int64(strings.of(unit))
  writer.ldelim()
}

function writePacked(writer: protobuf.Writer, field: number, values: readonly number[]): void {
  writer.uint32(tag(field, bytes)).fork()
  for (const value of values) writer.int64(Math.round(value))
  writer.ldelim()
}

/** A location with one line in it, and the function of that line; both have the same number. */
function writeFrame(writer: protobuf.Writer, id: number, frame: Frame, strings: Numbered<string>): void {
  writer.uint32(tag(4, bytes)).fork()
  writer.uint32(tag(1, varint)).uint64(id)
  writer.uint32(tag(4, bytes)).fork()
  writer.uint32(tag(1, varint)).uint64(id).uint32(tag(2, varint)).int64(frame.line)
  writer.ldelim().ldelim()
  writer.uint32(tag(5, bytes)).fork()
  writer.uint32(tag(1, varint)).uint64(id)
  writer.uint32(tag(2, varint)).int64(strings.of(frame.name))
  writer.uint32(tag(3, varint)).int64(strings.of(frame.name))
  writer.uint32(tag(4, varint)).int64(strings.of(frame.file))
  writer.uint32(tag(5, varint)).int64(frame.line)
  writer.ldelim()
}

/** Gives equal values one number, in the order in which they come. */
class Numbered<T> {
  readonly all: T[] = []
  readonly #numbers = new Map<string, number>()
  readonly #key: (value: T) => string
  readonly #first: number

  constructor(key: (value: T) => string, first: number) {
    this.#key = key
    this.#first = first
  }

  of(value: T): number {
    const key = this.#key(value)
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.all.push(value) - 1 + this.#first
      this.#numbers.set(key, number)
    }
    return number
  }
}
