import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HttpAnswer, HttpConnection, type HttpRequest, requestOnce } from './http-client.ts'
import { LogRecords } from './log-records.ts'
import { commandOf, isAlive, processesWith } from './processes.ts'
import { longestWaitMs, until, within } from './wait.ts'

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A `.rr.yaml` as an object; written as JSON, which is YAML. */
export type Config = { readonly [key: string]: unknown }

/** How a server of a test differs from the usual one. */
export interface ServerOptions {
  /** Laid over the usual configuration, section by section; a text is taken as it is. */
  readonly config?: Config | string
  /** Arguments before `serve`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Words before the program that runs it: one that replaces itself by it, so that signals reach the server. */
  readonly under?: readonly string[]
}

/** How a program ended, and what it said. */
export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

const startLimitMs = 40_000
const stopLimitMs = 20_000
const startedText = 'RoadRunner server started'

/** A server in a folder of its own, on ports of its own, and all that a test asks of it. */
export class TestServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'courser-test-'))
  readonly log = new LogRecords()
  readonly #options: ServerOptions
  readonly #id = crypto.randomUUID()
  #port = 0
  #child: ChildProcess | undefined
  #exit: Promise<Exit> | undefined
  #config = ''
  #stdout = ''
  #stderr = ''

  constructor(options: ServerOptions = {}) {
    this.#options = options
  }

  /** Starts and resolves once it serves; rejects with all it has said when it ends before. */
  async start(): Promise<this> {
    const exit = await this.launch()
    const started = until(
      'the server to start',
      () => this.#stdout.includes(startedText) || this.#child?.exitCode !== null,
      startLimitMs,
    )
    await started.catch((error: unknown) => this.#fail(error))
    if (!this.#stdout.includes(startedText))
      throw new Error(`The server ended:\n${this.#described(await exit.promise)}`)
    return this
  }

  /** Starts without waiting for anything: for starts that fail on purpose. */
  async launch(): Promise<{ readonly promise: Promise<Exit> }> {
    this.#port = await freePort()
    this.#config = this.#configText()
    writeFileSync(this.path('.rr.yaml'), this.#config)
    const args = ['-c', this.path('.rr.yaml'), ...(this.#options.args ?? []), 'serve']
    const env = { ...process.env, ...this.#options.env, RR_TEST_RUN: this.#id }
    const [program = '', ...words] = [...(this.#options.under ?? []), join(root, 'bin/rr'), ...args]
    const child = spawn(program, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text
      this.log.push(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
      this.log.push(text)
    })
    this.#child = child
    this.#exit = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr }))
    })
    return { promise: this.#exit }
  }

  /** Resolves when the process has ended. */
  async exited(limitMs = stopLimitMs): Promise<Exit> {
    assert.ok(this.#exit, 'the server was not started')
    return await within(limitMs, 'the server to end', this.#exit).catch((error: unknown) => this.#fail(error))
  }

  /** Stops it as an operator does, and asserts that nothing of it is left: no process, no fault on the way. */
  async stop(): Promise<Exit> {
    this.signal('SIGTERM')
    try {
      const exit = await this.exited()
      assert.equal(exit.code, 0, `exit code after SIGTERM\n${this.#described(exit)}`)
      await this.assertNothingLeft()
      return exit
    } finally {
      this.dispose()
    }
  }

  /** Asserts that no process that this server has started lives on. */
  async assertNothingLeft(limitMs = longestWaitMs): Promise<void> {
    const left = (): number[] => this.processes().filter(isAlive)
    const message = () =>
      left()
        .map((pid) => `${pid} ${commandOf(pid)}`)
        .join(', ')
    await until('all processes to end', () => left().length === 0, limitMs).catch(() => {
      assert.fail(`Processes are left behind: ${message()}`)
    })
  }

  /** Kills what is left and removes the folder. */
  dispose(): void {
    for (const pid of this.processes()) killQuietly(pid)
    rmSync(this.folder, { recursive: true, force: true })
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name)
  }

  /** Every process that was started by this server, itself included. */
  processes(): number[] {
    return processesWith('RR_TEST_RUN', this.#id)
  }

  /** A path in the server's folder, which is its working directory. */
  path(name: string): string {
    return join(this.folder, name)
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** True between start and end. */
  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  get port(): number {
    return this.#port
  }

  /** Where its RPC listens. */
  get rpcAddress(): string {
    return `unix://${this.path('rpc.sock')}`
  }

  get stdout(): string {
    return this.#stdout
  }

  get stderr(): string {
    return this.#stderr
  }

  get(path: string, headers: HttpRequest['headers'] = {}): Promise<HttpAnswer> {
    return this.request({ path, headers })
  }

  post(path: string, body: string | Uint8Array, contentType: string): Promise<HttpAnswer> {
    return this.request({ method: 'POST', path, headers: { 'Content-Type': contentType }, body })
  }

  /** A request on a connection of its own. */
  request(request: HttpRequest, limitMs?: number): Promise<HttpAnswer> {
    return requestOnce(this.#port, request, limitMs)
  }

  connect(limitMs?: number): Promise<HttpConnection> {
    return HttpConnection.open({ port: this.#port }, limitMs)
  }

  /** Runs `rr` with this server's configuration to its end. */
  async rr(...args: readonly string[]): Promise<Exit> {
    return await runRr(['-c', this.path('.rr.yaml'), ...args], root)
  }

  /** Configuration and everything printed: what a failing test shows. */
  describe(): string {
    return `--- .rr.yaml\n${this.#config}\n--- stdout\n${tail(this.#stdout)}\n--- stderr\n${tail(this.#stderr)}`
  }

  #described(exit: Exit): string {
    return `code ${exit.code}, signal ${exit.signal}\n${this.describe()}`
  }

  #fail(error: unknown): never {
    const text = this.describe()
    this.dispose()
    throw new Error(`${(error as Error).message}\n${text}`)
  }

  #configText(): string {
    const { config = {} } = this.#options
    if (typeof config === 'string')
      return config.replaceAll('{port}', String(this.#port)).replaceAll('{folder}', this.folder)
    const usual: Config = {
      version: '3',
      rpc: { listen: this.rpcAddress },
      server: { command: ['php', join(root, 'test/php/app.php')] },
      http: { address: `127.0.0.1:${this.#port}`, pool: { num_workers: 1 } },
      logs: { mode: 'production', level: 'debug', encoding: 'json' },
    }
    return JSON.stringify(merged(usual, config), undefined, 2).replaceAll('{folder}', this.folder)
  }
}

/** Runs bin/rr to its end, with a limit. */
export async function runRr(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Exit> {
  const child = spawn(join(root, 'bin/rr'), args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return await within(stopLimitMs, `rr ${args.join(' ')} to end`, exit).finally(() => child.kill('SIGKILL'))
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Objects are laid over each other key by key; anything else replaces; null removes. */
function merged(base: Config, over: Config): Config {
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete result[key]
    else result[key] = isObject(value) && isObject(result[key]) ? merged(result[key], value) : value
  }
  return result
}

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function tail(text: string): string {
  return text.length > 20_000 ? `… ${text.slice(-20_000)}` : text
}
