import protobuf from 'protobufjs/minimal.js'

const { Reader, Writer } = protobuf
// jobs.v1.Pipelines: repeated string pipelines = 1
const pipelinesTag = (1 << 3) | 2

/** Writes `jobs.v1.Pipelines`: names of pipelines, as the jobs RPC takes them. */
export function encodePipelines(names: readonly string[]): Uint8Array {
  const writer = Writer.create()
  for (const name of names) writer.uint32(pipelinesTag).string(name)
  return writer.finish()
}

/** Reads `jobs.v1.Pipelines`. Fields it does not know are skipped. */
export function decodePipelines(bytes: Uint8Array): string[] {
  const reader = Reader.create(bytes)
  const names: string[] = []
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag === pipelinesTag) names.push(reader.string())
    else reader.skipType(tag & 7)
  }
  return names
}
