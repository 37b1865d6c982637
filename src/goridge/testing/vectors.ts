/** A frame and its bytes. */
export interface Vector {
  readonly name: string
  readonly what: string
  readonly bytes: Buffer
  readonly frame: {
    readonly flags: number
    readonly stream: number
    readonly options: readonly number[]
    readonly payload: string
  }
}

/** Whole frames as RoadRunner and PHP exchange them. Follows: spec 01 §1.5. */
export const vectors: readonly Vector[] = [
  vector('V1', 'pid request', '1309 0c000000 5f0c4673 00 00', 0x09, 0, [], '{"pid":1234}'),
  vector('V2', 'pid reply', '1301 0c000000 9e473643 00 00', 0x01, 0, [], '{"pid":5678}'),
  vector('V3', 'stop worker', '1309 0d000000 3a6bfacb 00 00', 0x09, 0, [], '{"stop":true}'),
  vector('V4', 'stream stop', '1300 00000000 96d18034 02 00', 0, 0x02, [], ''),
  vector('V5', 'pong', '1300 00000000 96d18034 08 00', 0, 0x08, [], ''),
  vector('V6', 'request with protobuf', '1480 08000000 5379d75d 00 00 03000000', 0x80, 0, [3], 'abchello'),
  vector('V7', 'response with JSON', '1408 10000000 70fdec49 00 00 0e000000', 0x08, 0, [14], '{"status":200}hi'),
  vector('V8', 'chunk that asks for a pong', '1480 05000000 8ea1bdaf 05 00 00000000', 0x80, 0x05, [0], 'chunk'),
  vector('V9', 'error', '1340 04000000 881e11e3 00 00', 0x40, 0, [], 'boom'),
  vector('V10', 'self-stop', '1400 0d000000 f339efdb 00 00 0d000000', 0, 0, [13], '{"stop":true}'),
]

function vector(
  name: string,
  what: string,
  header: string,
  flags: number,
  stream: number,
  options: readonly number[],
  payload: string,
): Vector {
  const bytes = Buffer.concat([Buffer.from(header.replaceAll(' ', ''), 'hex'), Buffer.from(payload)])
  return { name, what, bytes, frame: { flags, stream, options, payload } }
}
