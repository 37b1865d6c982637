import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'amqplib'
import { accepts } from './daemon.ts'
import { until } from './wait.ts'

const program = '/usr/lib/rabbitmq/bin/rabbitmq-server'

/** Files of the certificates for a broker with TLS, PEM. */
export interface BrokerCertificates {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/**
 * A RabbitMQ of a test, on loopback and free ports, with a folder and a port mapper of its own, so that nothing of another one is touched.
 * Debian's wrapper would become another user; the program behind it runs as whoever tests. Follows: spec 05 §3.8
 */
export class RabbitMq {
  readonly folder = mkdtempSync(join(tmpdir(), 'courser-rabbitmq-'))
  readonly port: number
  readonly tlsPort: number
  readonly #env: NodeJS.ProcessEnv
  readonly #mapper: ChildProcess
  #broker: ChildProcess | undefined
  #output = ''

  private constructor(ports: readonly number[], certificates: BrokerCertificates | undefined) {
    const [port = 0, tlsPort = 0, peerPort = 0, mapperPort = 0] = ports
    this.port = port
    this.tlsPort = tlsPort
    const file = (name: string): string => join(this.folder, name)
    writeFileSync(file('rabbitmq.conf'), settings(port, tlsPort, certificates))
    this.#env = {
      ...process.env,
      HOME: this.folder,
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(mapperPort),
      RABBITMQ_NODENAME: 'courser@localhost',
      RABBITMQ_DIST_PORT: String(peerPort),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      RABBITMQ_MNESIA_BASE: file('mnesia'),
      RABBITMQ_LOG_BASE: file('log'),
      RABBITMQ_PID_FILE: file('pid'),
      RABBITMQ_CONFIG_FILE: file('rabbitmq.conf'),
      RABBITMQ_CONF_ENV_FILE: file('no-environment'),
      RABBITMQ_ENABLED_PLUGINS_FILE: file('no-plugins'),
    }
    this.#mapper = spawn('epmd', ['-port', String(mapperPort), '-address', '127.0.0.1'], { stdio: 'ignore' })
  }

  /** Starts a broker; with certificates it also speaks TLS, and asks for those of clients. */
  static async start(certificates?: BrokerCertificates): Promise<RabbitMq> {
    const broker = new RabbitMq(await freePorts(4), certificates)
    await broker.restart()
    return broker
  }

  get address(): string {
    return `amqp://guest:guest@127.0.0.1:${this.port}/`
  }

  /** Starts the broker, perhaps again, with what it had kept; resolves once it serves. */
  async restart(): Promise<void> {
    const broker = spawn(program, [], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [broker.stdout, broker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
    }
    this.#broker = broker
    const failed = (): boolean => broker.exitCode !== null || broker.signalCode !== null
    await until('RabbitMQ to serve', async () => failed() || (await this.#serves()), 90_000)
    if (failed()) throw new Error(`RabbitMQ ended:\n${this.#output}`)
  }

  /** Kills the broker, as a failing machine would. */
  async kill(): Promise<void> {
    const broker = this.#broker
    if (broker === undefined || broker.exitCode !== null || broker.signalCode !== null) return
    const exit = once(broker, 'exit')
    process.kill(Number(readFileSync(join(this.folder, 'pid'), 'utf8')), 'SIGKILL')
    await exit
    this.#broker = undefined
  }

  /** Closes every connection, as an administrator would; who made them sees no reason of his own. */
  async cutConnections(): Promise<void> {
    const control = '/usr/lib/rabbitmq/bin/rabbitmqctl'
    const run = spawn(control, ['-n', 'courser@localhost', 'close_all_connections', 'cut'], { env: this.#env })
    const [code] = (await once(run, 'exit')) as [number]
    if (code !== 0) throw new Error(`rabbitmqctl ended with ${code}`)
  }

  /** Ends everything that was started. */
  async stop(): Promise<void> {
    await this.kill()
    const exit = once(this.#mapper, 'exit')
    this.#mapper.kill('SIGKILL')
    await exit
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #serves(): Promise<boolean> {
    if (!(await accepts(this.port))) return false
    try {
      const model = await connect(this.address)
      await model.close()
      return true
    } catch {
      return false
    }
  }
}

function settings(port: number, tlsPort: number, certificates: BrokerCertificates | undefined): string {
  const lines = [`listeners.tcp.default = 127.0.0.1:${port}`, 'log.console = false']
  if (certificates !== undefined) {
    lines.push(
      `listeners.ssl.default = 127.0.0.1:${tlsPort}`,
      `ssl_options.cacertfile = ${certificates.ca}`,
      `ssl_options.certfile = ${certificates.cert}`,
      `ssl_options.keyfile = ${certificates.key}`,
      'ssl_options.verify = verify_peer',
      'ssl_options.fail_if_no_peer_cert = true',
    )
  }
  return `${lines.join('\n')}\n`
}

/** Ports that nobody listens on; all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
