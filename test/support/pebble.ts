import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificate } from './certificates.ts'
import { Daemon } from './daemon.ts'
import { freePort } from './test-server.ts'

/** An authority of a test: where it is, and where it looks for the answers to its questions. */
export interface Pebble {
  readonly directory: string
  /** To be trusted by who talks to it. */
  readonly certificate: string
  stop(): Promise<void>
}

/** Starts Debian's pebble with certificates that hold so many seconds; asks at these ports, and a name server for every name. */
export async function startPebble(options: {
  readonly folder: string
  readonly httpPort: number
  readonly tlsPort: number
  readonly dnsPort: number
  readonly validSeconds: number
}): Promise<Pebble> {
  const { folder, httpPort, tlsPort, dnsPort, validSeconds } = options
  const { key, cert } = makeCertificate(folder, 'pebble')
  const port = await freePort()
  const config = join(folder, 'pebble.json')
  const pebble = {
    listenAddress: `127.0.0.1:${port}`,
    certificate: cert,
    privateKey: key,
    httpPort,
    tlsPort,
    certificateValidityPeriod: validSeconds,
  }
  writeFileSync(config, JSON.stringify({ pebble }))
  const env = ['PEBBLE_VA_NOSLEEP=1', 'PEBBLE_WFE_NONCEREJECT=0', 'PEBBLE_AUTHZREUSE=0']
  const command = ['env', ...env, 'pebble', '-strict', '-config', config, '-dnsserver', `127.0.0.1:${dnsPort}`]
  const daemon = await new Daemon(command, port).start()
  return { directory: `https://127.0.0.1:${port}/dir`, certificate: cert, stop: () => daemon.stop() }
}
