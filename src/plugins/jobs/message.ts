import protobuf from 'protobufjs/minimal.js'
import { jobs } from '../../gen/jobs.js'
import type { JobHeaders, Message } from './contract.ts'

type Reader = protobuf.Reader

/** A message as `jobs.v1.Job`. */
export function encodeMessage(message: Message): Uint8Array {
  const { id, job, payload, pipeline, priority, delaySeconds: delay, autoAck, topic, partition, offset } = message
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, { value: value as string[] }]),
  )
  const options = { priority, pipeline, delay, auto_ack: autoAck, topic, partition, offset }
  return jobs.v1.Job.encode({ id, job, payload, headers, options }).finish()
}

/**
 * Reads a `jobs.v1.Job`. Written by hand, because pushing a million jobs decodes a million of them: one object each, the payload a view.
 * Fields it does not know are skipped. Raises an Error for bytes that are no message.
 */
export function decodeMessage(bytes: Uint8Array): Message {
  return readJob(protobuf.Reader.create(bytes), bytes.length)
}

/** Reads the jobs of a `PushRequest` or a `PushBatchRequest`: both have them in field 1. */
export function decodeMessages(bytes: Uint8Array): Message[] {
  const reader = protobuf.Reader.create(bytes)
  const messages: Message[] = []
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag === tagOf(1, 2)) {
      const end = reader.uint32() + reader.pos
      const encoded = bytes.subarray(reader.pos, end)
      messages.push({ ...readJob(reader, end), encoded })
    } else reader.skipType(tag & 7)
  }
  return messages
}

/** A message of nothing. */
export function emptyMessage(): MutableMessage {
  return {
    id: '',
    job: '',
    payload: new Uint8Array(),
    headers: {},
    pipeline: '',
    priority: 0,
    delaySeconds: 0,
    autoAck: false,
    topic: '',
    partition: 0,
    offset: 0,
  }
}

/** A message while it is read. */
export type MutableMessage = { -readonly [Key in keyof Message]: Message[Key] }

type Headers = Record<string, readonly string[]>

function readJob(reader: Reader, end: number): Message {
  const message = emptyMessage()
  const headers: Headers = {}
  message.headers = headers
  while (reader.pos < end) {
    const tag = reader.uint32()
    switch (tag) {
      case tagOf(1, 2):
        message.job = reader.string()
        break
      case tagOf(2, 2):
        message.id = reader.string()
        break
      case tagOf(3, 2):
        message.payload = reader.bytes()
        break
      case tagOf(4, 2):
        readHeader(reader, headers)
        break
      case tagOf(5, 2):
        readOptions(reader, reader.uint32() + reader.pos, message)
        break
      default:
        reader.skipType(tag & 7)
    }
  }
  return message
}

/** An entry of the map: key 1, value 2, which is a `HeaderValue` with its texts in field 1. */
function readHeader(reader: Reader, headers: Headers): void {
  const end = reader.uint32() + reader.pos
  let name = ''
  let values: string[] = []
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === tagOf(1, 2)) name = reader.string()
    else if (tag === tagOf(2, 2)) values = readValues(reader)
    else reader.skipType(tag & 7)
  }
  // Not by assignment: a header may be named __proto__.
  Object.defineProperty(headers, name, { value: values, enumerable: true, configurable: true, writable: true })
}

function readValues(reader: Reader): string[] {
  const end = reader.uint32() + reader.pos
  const values: string[] = []
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === tagOf(1, 2)) values.push(reader.string())
    else reader.skipType(tag & 7)
  }
  return values
}

function readOptions(reader: Reader, end: number, message: MutableMessage): void {
  while (reader.pos < end) {
    const tag = reader.uint32()
    switch (tag) {
      case tagOf(1, 0):
        message.priority = Number(reader.int64())
        break
      case tagOf(2, 2):
        message.pipeline = reader.string()
        break
      case tagOf(3, 0):
        message.delaySeconds = Number(reader.int64())
        break
      case tagOf(6, 0):
        message.autoAck = reader.bool()
        break
      case tagOf(7, 2):
        message.topic = reader.string()
        break
      case tagOf(9, 0):
        message.offset = Number(reader.int64())
        break
      case tagOf(10, 0):
        message.partition = reader.int32()
        break
      default:
        reader.skipType(tag & 7)
    }
  }
}

function tagOf(field: number, wireType: number): number {
  return (field << 3) | wireType
}

/** Reads a `jobs.v1.Job` in JSON: field names in snake or camel case, the payload in base64. */
export function messageFromJson(value: unknown): Message {
  const plain = jobs.v1.Job.fromObject(value as Record<string, unknown>)
  const { options } = plain
  const headers: JobHeaders = Object.fromEntries(
    Object.entries(plain.headers).map(([name, header]) => [name, header.value ?? []]),
  )
  return {
    id: plain.id,
    job: plain.job,
    payload: plain.payload,
    headers,
    pipeline: options?.pipeline ?? '',
    priority: Number(options?.priority ?? 0),
    delaySeconds: Number(options?.delay ?? 0),
    autoAck: options?.auto_ack ?? false,
    topic: options?.topic ?? '',
    partition: options?.partition ?? 0,
    offset: Number(options?.offset ?? 0),
  }
}
