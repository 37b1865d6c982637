// A stop seen by clients of HTTP/2, frame by frame: served through the lame duck period, told with GOAWAY, cut off only after what they were
// promised. RFC 9113 §6.8; design D5.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { FrameFlag, FrameType, frame, Http2Wire, headerBlock } from '../../src/plugins/http/testing/http2-frames.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const noError = 0
/** No stream is refused yet. */
const everyStream = 2 ** 31 - 1

function get(wire: Http2Wire, stream: number, path: string): void {
  const block = headerBlock([
    [':method', 'GET'],
    [':scheme', 'http'],
    [':path', path],
    [':authority', 'a.test'],
  ])
  wire.send(frame(FrameType.headers, FrameFlag.endHeaders | FrameFlag.endStream, stream, block))
}

/** The answer has come whole. */
function isAnswered(wire: Http2Wire, stream: number): boolean {
  const carriers: number[] = [FrameType.headers, FrameType.data]
  return wire.frames.some(
    (one) => one.stream === stream && carriers.includes(one.type) && (one.flags & FrameFlag.endStream) !== 0,
  )
}

/** Streams above these are not served, as the GOAWAY frames so far have said. */
function lastStreams(wire: Http2Wire): number[] {
  return wire.frames
    .filter(({ type }) => type === FrameType.goaway)
    .map(({ payload }) => payload.readUInt32BE(0) & 0x7fffffff)
}

test('a stop serves a client of HTTP/2 to the end of what it was promised', async (context) => {
  const server = await startServer(context, {
    config: { endure: { lame_duck: '700ms' }, http: { http2: { h2c: true }, pool: { num_workers: 2 } } },
  })
  const gate = server.path('gate')
  using wire = new Http2Wire(server.port)
  const { mark } = server.log
  get(wire, 1, `/hold?until=${encodeURIComponent(gate)}`)
  await server.log.find(({ msg }) => msg === 'holding', mark)

  server.signal('SIGTERM')
  await until('the plan', () => server.stdout.includes('[INFO] stopping: accepting for another 700ms'))
  const settled = (stream: number) => (): boolean =>
    isAnswered(wire, stream) || lastStreams(wire).some((last) => last < stream)
  get(wire, 3, '/pid')
  await until('the answer to what came in the lame duck period', settled(3))

  await until('the first notice', () => wire.goaways.length > 0)
  // Sent before the client could know: served, or said not to be.
  get(wire, 5, '/pid')
  await until('the answer to what came with the notice', settled(5))
  await until('the second notice', () => wire.goaways.length > 1)
  assert.equal(wire.closed, false, 'what was begun is still awaited')
  assert.equal(isAnswered(wire, 1), false)

  writeFileSync(gate, '')
  await until('the end of the connection', () => wire.closed)
  assert.equal((await server.exited()).code, 0)
  const [first, last = 0] = lastStreams(wire)
  assert.equal(first, everyStream)
  assert.ok(
    wire.goaways.every((code) => code === noError),
    wire.goaways.join(),
  )
  for (const stream of [1, 3, 5]) {
    assert.equal(isAnswered(wire, stream), stream <= last, `stream ${stream}, the last was ${last}`)
    assert.deepEqual(wire.resets(stream), [])
  }
})
