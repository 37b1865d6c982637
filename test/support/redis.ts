import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Daemon } from './daemon.ts'
import { freePort } from './test-server.ts'
import { until } from './wait.ts'

/** A Redis server. */
export interface RedisServer {
  readonly address: string
  readonly port: number
  readonly daemon: Daemon
}

/** Redis servers of a test, in a folder of their own; `stop` ends them all. */
export class RedisServers {
  readonly folder = mkdtempSync(join(tmpdir(), 'courser-redis-'))
  readonly #servers: Daemon[] = []

  /** A server that keeps nothing on the disk, with further arguments of redis-server. */
  async server(...args: readonly string[]): Promise<RedisServer> {
    const port = await freePort()
    return await this.#start(port, ['--port', String(port), ...args])
  }

  /** A server that speaks TLS alone and asks for a client certificate. */
  async tlsServer(files: { readonly ca: string; readonly cert: string; readonly key: string }): Promise<RedisServer> {
    const port = await freePort()
    const tls = ['--tls-ca-cert-file', files.ca, '--tls-cert-file', files.cert, '--tls-key-file', files.key]
    return await this.#start(port, ['--port', '0', '--tls-port', String(port), ...tls])
  }

  /** Three masters that share the slots. */
  async cluster(): Promise<readonly RedisServer[]> {
    const servers: RedisServer[] = []
    for (let number = 0; number < 3; number++) {
      const file = join(this.folder, `nodes-${number}.conf`)
      servers.push(await this.server('--cluster-enabled', 'yes', '--cluster-config-file', file))
    }
    const addresses = servers.map(({ address }) => address)
    redisCli(servers[0], '--cluster', 'create', ...addresses, '--cluster-yes')
    for (const server of servers) {
      await until(
        'the cluster to be whole',
        () => redisCli(server, 'cluster', 'info').includes('cluster_state:ok'),
        20_000,
      )
    }
    return servers
  }

  /** A sentinel that watches a master under the name `main`, and finds it gone after half a second. */
  async sentinel(master: RedisServer): Promise<RedisServer> {
    const port = await freePort()
    const file = join(this.folder, `sentinel-${port}.conf`)
    writeFileSync(
      file,
      [
        `port ${port}`,
        `sentinel monitor main 127.0.0.1 ${master.port} 1`,
        'sentinel down-after-milliseconds main 500',
        'sentinel failover-timeout main 3000',
        '',
      ].join('\n'),
    )
    return await this.#start(port, [], [file, '--sentinel'])
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()))
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #start(port: number, args: readonly string[], before: readonly string[] = []): Promise<RedisServer> {
    const usual = before.length > 0 ? [] : ['--save', '', '--appendonly', 'no', '--dir', this.folder]
    const daemon = new Daemon(['redis-server', ...before, '--bind', '127.0.0.1', ...usual, ...args], port)
    this.#servers.push(daemon)
    await daemon.start()
    return { address: `127.0.0.1:${port}`, port, daemon }
  }
}

/** Runs redis-cli against a server and gives what it prints. */
export function redisCli(server: RedisServer | undefined, ...args: readonly string[]): string {
  const before = args[0] === '--cluster' ? [] : ['-p', String(server?.port)]
  return execFileSync('redis-cli', [...before, ...args], { encoding: 'utf8' }).trim()
}

/** Certificates for tests: an authority, a server for 127.0.0.1 and a client, as PEM files in a folder. */
export function makeCertificates(
  folder: string,
): Readonly<Record<'ca' | 'cert' | 'key' | 'clientCert' | 'clientKey', string>> {
  const path = (name: string): string => join(folder, name)
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' })
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  openssl('req', '-x509', ...ec, '-keyout', path('ca.key'), '-out', path('ca.pem'), '-subj', '/CN=Test CA')
  for (const name of ['server', 'client']) {
    const names = ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']
    const ca = ['-CA', path('ca.pem'), '-CAkey', path('ca.key')]
    openssl(
      'req',
      '-x509',
      ...ec,
      ...ca,
      '-keyout',
      path(`${name}.key`),
      '-out',
      path(`${name}.pem`),
      '-subj',
      `/CN=${name}`,
      ...names,
      '-addext',
      'basicConstraints=CA:FALSE',
    )
  }
  return {
    ca: path('ca.pem'),
    cert: path('server.pem'),
    key: path('server.key'),
    clientCert: path('client.pem'),
    clientKey: path('client.key'),
  }
}
