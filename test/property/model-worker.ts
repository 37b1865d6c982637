import { encodeFrame, Flag, StreamBit } from '../../src/goridge/frame.ts'
import type { WorkerStep } from './faults.ts'
import type { ModelProcess } from './model-process.ts'

/** A frame as the worker reads it. */
interface Received {
  readonly flags: number
  readonly stream: number
  readonly context: string
  readonly body: string
  /** Names the request; 0 for a pool that does not name them. */
  readonly id: number
}

/** A request that is being treated. */
interface Run {
  readonly process: ModelProcess
  readonly id: string
  /** How often it was started before. */
  readonly before: number
  /** What its frames carry behind the size of their context: the name of the request, where it has one. */
  readonly options: readonly number[]
}

const chunksPerPing = 5

/**
 * The code of a model process: test/php/model-worker.php over the worker of the official SDK, step by step. Pushes a line per request that
 * it starts; resolves with its exit code.
 */
export async function serve(process: ModelProcess, starts: string[]): Promise<number> {
  for (let request = await nextRequest(process); request !== undefined; request = await nextRequest(process)) {
    const { id, steps } = JSON.parse(request.body) as { id: string; steps: WorkerStep[] }
    const before = starts.filter((line) => line.startsWith(`${id} `)).length
    starts.push(`${id} ${process.pid}`)
    const run: Run = { process, id, before, options: request.id === 0 ? [] : [request.id] }
    for (const [step, argument] of steps) await take(run, step, argument ?? 0)
  }
  return 0
}

/** Answers questions for the pid on the way; undefined when told to stop. */
async function nextRequest(process: ModelProcess): Promise<Received | undefined> {
  for (;;) {
    const frame = await receive(process)
    if ((frame.flags & Flag.control) !== 0) {
      if (frame.body.includes('stop')) return undefined
      await process.write(pidFrame(process))
      if (frame.body.includes('pipeline')) process.usePackets()
    } else if (frame.stream === 0) return frame
  }
}

async function receive(process: ModelProcess): Promise<Received> {
  const header = await process.read(12)
  if (header.length < 12) throw new Error('Unable to read frame header: Incorrect header size')
  const optionBytes = ((header[0] as number) & 15) * 4 - 12
  const options = await process.read(Math.max(optionBytes, 0))
  const payload = await process.read(header.readUInt32LE(2))
  const contextBytes = optionBytes > 0 ? options.readUInt32LE(0) : 0
  return {
    flags: header[1] as number,
    stream: header[10] as number,
    context: payload.toString('utf8', 0, contextBytes),
    body: payload.toString('utf8', contextBytes),
    id: optionBytes > 4 ? options.readUInt32LE(4) : 0,
  }
}

async function take(run: Run, step: WorkerStep[0], argument: string | number): Promise<void> {
  const { process, id, before, options } = run
  const answer = (text: string): Buffer => encodeFrame(0, [1, ...options], `c${text}`)
  const own = answer(`answer of ${id}`)
  const selfStop = encodeFrame(0, [13, ...options], '{"stop":true}')
  const count = Number(argument)
  switch (step) {
    case 'answer':
      return await process.write(answer(`${argument} of ${id}`))
    case 'part':
      return await process.write(own.subarray(0, count))
    case 'big':
      return await process.write(answer(`answer of ${id}`.padEnd(count, '.')))
    case 'error':
      return await process.write(encodeFrame(Flag.error, options.length === 0 ? [] : [0, ...options], `error of ${id}`))
    case 'bent':
      own[count] = 0xff
      return await process.write(own)
    case 'optionless':
      return await process.write(encodeFrame(0, [], `answer of ${id}`))
    case 'overlong':
      return await process.write(encodeFrame(0, [9999, ...options], `answer of ${id}`))
    case 'receipt':
      return await process.write(pidFrame(process))
    case 'text':
      return await process.write(Buffer.from(`Warning: text of ${id}\n`))
    case 'stop':
      return await process.write(selfStop)
    case 'stop once':
      return await process.write(before === 0 ? selfStop : own)
    case 'chunks':
      return await stream(run, count)
    case 'end':
      return await process.write(encodeFrame(0, [0, ...options], ''))
    case 'nibble':
      await process.read(count)
      return
    case 'wait':
      return await process.sleep(count / 1000)
    case 'child':
      return await eatFor(process, count * 1000)
    case 'rival':
      void eatFor(process, count * 1000)
      return
    case 'hang':
      return await process.sleep(600_000)
    case 'exit':
      return process.exit(count)
  }
}

/** Asks for a sign of life as the SDK's stream mode does, and looks for a request to stop only while it waits for one. */
async function stream({ process, id, options }: Run, count: number): Promise<void> {
  let pongAwaited = false
  let pingDue = false
  for (let number = 0; number < count; number++) {
    if (!pongAwaited) pingDue ||= number > 0 && number % chunksPerPing === 0
    else {
      while (process.readable) {
        const { stream: bits } = await receive(process)
        if ((bits & StreamBit.pong) !== 0) pongAwaited = false
        if ((bits & StreamBit.stop) !== 0) return
      }
    }
    const context = number === 0 ? 'c' : ''
    const bits = StreamBit.stream | (pingDue ? StreamBit.ping : 0)
    await process.write(encodeFrame(0, [context.length, ...options], `${context}${id}:${number};`, bits))
    pongAwaited ||= pingDue
    pingDue = false
    await process.sleep(1)
  }
}

async function eatFor(process: ModelProcess, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5) {
    process.eat()
    await process.sleep(5)
  }
}

function pidFrame({ pid, depth }: ModelProcess): Buffer {
  const pipeline = depth > 1 ? { version: 1, depth } : undefined
  return encodeFrame(Flag.control, [], JSON.stringify({ pid, pipeline }))
}
