import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { encodeFrame, Flag, type Frame, headerBytes } from '../../src/goridge/frame.ts'
import { type ProcessExit, spawnProcess } from '../../src/os/spawn.ts'
import { ByteReader } from './byte-reader.ts'
import { longestWaitMs, within } from './wait.ts'

/** Path of a PHP fixture. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../php/${name}.php`, import.meta.url))
}

/** A PHP worker that a test speaks to frame by frame, over real pipes, in the place of the server. */
export class PhpWorker {
  readonly pid: number
  readonly exited: Promise<ProcessExit>
  readonly #kill: () => void
  readonly #input: Socket
  readonly #output: ByteReader
  readonly #errors: Buffer[] = []

  private constructor(process: Awaited<ReturnType<typeof spawnProcess>>) {
    this.pid = process.pid
    this.exited = process.exited
    this.#kill = () => process.kill()
    this.#input = new Socket({ fd: process.input, readable: false, writable: true })
    this.#output = new ByteReader(new Socket({ fd: process.output, readable: true, writable: false }), longestWaitMs)
    new Socket({ fd: process.errors, readable: true, writable: false }).on('data', (chunk: Buffer) =>
      this.#errors.push(chunk),
    )
    this.#input.on('error', () => {})
  }

  static async start(
    script: string,
    env: Readonly<Record<string, string>> = {},
    phpOptions: readonly string[] = [],
  ): Promise<PhpWorker> {
    const command = ['php', ...phpOptions, script]
    const started = await spawnProcess({
      command,
      env: { ...(process.env as Record<string, string>), RR_RELAY: 'pipes', RR_MODE: 'http', ...env },
      cwd: process.cwd(),
      stdio: 'pipes',
    })
    return new PhpWorker(started)
  }

  /** Does the handshake; returns the pid that PHP gave. */
  async handshake(): Promise<number> {
    this.send(controlFrame({ pid: process.pid }))
    const { pid } = JSON.parse((await this.frame()).payload.toString()) as { pid: number }
    return pid
  }

  /** Everything in one write. */
  send(...frames: readonly Buffer[]): void {
    this.#input.write(Buffer.concat(frames))
  }

  /** The next frame from PHP. */
  async frame(): Promise<Frame> {
    const header = await this.#output.exactly(headerBytes)
    const optionBytes = ((header[0] as number) & 15) * 4 - headerBytes
    const options = await this.#output.exactly(optionBytes)
    const payloadBytes = header.readUInt32LE(2)
    return {
      flags: header[1] as number,
      stream: header[10] as number,
      options: Array.from({ length: optionBytes / 4 }, (_, index) => options.readUInt32LE(index * 4)),
      payloadBytes,
      payload: await this.#output.exactly(payloadBytes),
    }
  }

  /** Bytes that PHP sent and nobody read, after its end. */
  async rest(): Promise<Buffer> {
    return await this.#output.toEnd()
  }

  get stderr(): string {
    return Buffer.concat(this.#errors).toString()
  }

  /** Asks it to end, and waits for that. */
  async stop(): Promise<ProcessExit> {
    this.send(controlFrame({ stop: true }))
    return await within(longestWaitMs, 'the worker to end', this.exited)
  }

  closeInput(): void {
    this.#input.destroy()
  }

  kill(): void {
    this.#kill()
  }
}

/** A control frame as the server sends it. */
export function controlFrame(message: unknown): Buffer {
  return encodeFrame(Flag.control | Flag.json, [], JSON.stringify(message))
}

/** A request frame. */
export function requestFrame(context: string | Buffer, body: string | Buffer = '', codec: number = Flag.json): Buffer {
  const head = Buffer.from(context)
  return encodeFrame(codec, [head.length], Buffer.concat([head, Buffer.from(body)]))
}

/** The JSON context of a request, with what a test wants different. Keys in the order of spec 03 §4.3. */
export function httpContext(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    remoteAddr: '127.0.0.1',
    protocol: 'HTTP/1.1',
    method: 'GET',
    uri: 'http://127.0.0.1:8080/',
    headers: { Accept: ['*/*'] },
    cookies: {},
    rawQuery: '',
    parsed: false,
    uploads: null,
    attributes: null,
    ...changes,
  })
}

/** Context and body of an answer. */
export function parts(frame: Frame): { context: Buffer; body: Buffer } {
  const size = frame.options[0] ?? 0
  return { context: frame.payload.subarray(0, size), body: frame.payload.subarray(size) }
}
