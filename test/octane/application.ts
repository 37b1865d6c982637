import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HttpAnswer, requestOnce } from '../support/http-client.ts'
import { isAlive, processesWith } from '../support/processes.ts'
import { freePort, root, runRr } from '../support/test-server.ts'
import { until, within } from '../support/wait.ts'
import { type Shown, shownBy } from './output.ts'

/** Options of `octane:start` that differ from the usual. */
export interface OctaneOptions {
  readonly workers?: number
  readonly maxRequests?: number
  /** Octane gives `debug` in a local environment, `warn` elsewhere. */
  readonly logLevel?: 'debug' | 'warn'
}

/** How a program ended, and what it printed. */
interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const limitMs = 20_000

/**
 * A Laravel project as far as the server sees one: Octane's worker script, a public folder, an empty `.rr.yaml` and the launcher
 * of `rr install`, in a folder whose name has a blank. Each method does what the command of Octane does, call by call.
 * Follows: laravel/octane src/Commands/StartRoadRunnerCommand.php, src/RoadRunner/ServerProcessInspector.php; spec 03 §14.1
 */
export class OctaneApplication {
  readonly #outer = mkdtempSync(join(tmpdir(), 'courser-octane-'))
  readonly base = join(this.#outer, 'my app')
  readonly #id = crypto.randomUUID()
  readonly #env = { ...process.env, RR_TEST_RUN: this.#id, OCTANE_DOUBLE: join(root, 'test/php') }
  #port = 0
  #rpcPort = 0
  #server: ChildProcess | undefined
  #stdout = ''
  #stderr = ''

  /** Lays the project out, the launcher included. */
  async install(): Promise<this> {
    mkdirSync(join(this.base, 'vendor/bin'), { recursive: true })
    mkdirSync(join(this.base, 'public'))
    cpSync(join(root, 'test/octane/roadrunner-worker'), join(this.base, 'vendor/bin/roadrunner-worker'))
    writeFileSync(join(this.base, 'public/robots.txt'), 'User-agent: *\n')
    writeFileSync(join(this.base, '.rr.yaml'), '')
    const { code, stderr } = await runRr(['install'], this.base)
    assert.equal(code, 0, stderr)
    return this
  }

  /** What `octane:start` asks first; it wants `rr version` and takes the third word. */
  version(): Promise<Ended> {
    return this.#run('--version')
  }

  /** `octane:start`: resolves once the server serves. */
  async start({ workers = 0, maxRequests = 500, logLevel = 'debug' }: OctaneOptions = {}): Promise<this> {
    ;[this.#port, this.#rpcPort] = [await freePort(), await freePort()]
    const options = [
      'version=3',
      `http.address=127.0.0.1:${this.#port}`,
      `server.command=/usr/bin/php,${this.base}/vendor/bin/roadrunner-worker`,
      `http.pool.num_workers=${workers}`,
      `http.pool.max_jobs=${maxRequests}`,
      `rpc.listen=tcp://127.0.0.1:${this.#rpcPort}`,
      'http.pool.supervisor.exec_ttl=30s',
      `http.static.dir=${this.base}/public`,
      'http.middleware=static',
      'logs.mode=production',
      `logs.level=${logLevel}`,
      'logs.output=stdout',
      'logs.encoding=json',
    ]
    const args = ['-c', `${this.base}/.rr.yaml`, ...options.flatMap((option) => ['-o', option]), 'serve']
    const env = { ...this.#env, APP_ENV: 'local', APP_BASE_PATH: this.base, LARAVEL_OCTANE: '1' }
    const server = spawn('./rr', args, { cwd: this.base, env, stdio: ['ignore', 'pipe', 'pipe'] })
    server.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text))
    server.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    this.#server = server
    const started = (): boolean => this.#stdout.includes('RoadRunner server started') || server.exitCode !== null
    await until('the server to start', started, limitMs)
    assert.equal(server.exitCode, null, this.output)
    return this
  }

  /** `octane:reload`: whatever it prints on standard error would be a failure. */
  reload(): Promise<Ended> {
    return this.#run('reset', '-o', `rpc.listen=tcp://127.0.0.1:${this.#rpcPort}`, '-s')
  }

  /** `octane:stop`: SIGTERM to the process that was started, which must be the server itself. */
  async stop(): Promise<number | null> {
    const server = this.#server as ChildProcess
    const ended = new Promise<number | null>((resolve) => server.once('close', resolve))
    process.kill(server.pid as number, 'SIGTERM')
    const code = await within(limitMs, () => `the server to end\n${this.output}`, ended)
    await until('its workers to end', () => !this.processes().some(isAlive))
    return code
  }

  get(path: string): Promise<HttpAnswer> {
    return requestOnce(this.#port, { path })
  }

  /** What Octane has shown by now. */
  get shown(): readonly Shown[] {
    return shownBy(this.#stdout, this.#stderr)
  }

  /** All that the server has printed, for messages. */
  get output(): string {
    return `--- stdout\n${this.#stdout}\n--- stderr\n${this.#stderr}`
  }

  /** The server and all that it has started. */
  processes(): number[] {
    return processesWith('RR_TEST_RUN', this.#id)
  }

  /** Ends what still runs and removes the project. */
  dispose(): void {
    for (const pid of this.processes().filter(isAlive)) process.kill(pid, 'SIGKILL')
    rmSync(this.#outer, { recursive: true })
  }

  async #run(...args: readonly string[]): Promise<Ended> {
    const child = spawn('./rr', args, { cwd: this.base, env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { code: await within(limitMs, `./rr ${args.join(' ')}`, closed), stdout, stderr }
  }
}
