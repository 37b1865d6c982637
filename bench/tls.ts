import { execFileSync } from 'node:child_process'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { freePort } from './lib/processes.ts'
import { comparison, promiseTable, speedRatio } from './lib/promises.ts'
import { connections, type Measured, runRounds } from './lib/rounds.ts'
import { Workplace } from './lib/workplace.ts'
import { startCourser } from './servers/courser.ts'

/** HTTP/1.1 over TLS beside the same server without. */
export async function benchTls(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'wrk', 'openssl'])
  const place = new Workplace()
  try {
    const port = await freePort()
    const http = [`ssl: {address: '127.0.0.1:${port}', key: ${place.path('key')}, cert: ${place.path('cert')}}`]
    makeCertificate(place)
    const server = await startCourser(place, 'tls', { workers: 2, http })
    const plain = { server, url: `${server.origin}/` }
    const secure = { server, url: `https://127.0.0.1:${port}/` }
    const results = await runRounds([plain, secure], { ...options, seconds: 1 })
    const [without, withTls] = [results.get(plain), results.get(secure)] as [Measured, Measured]
    const notes = `- hello, 2 workers, ${connections} connections that last; ${options.rounds} rounds of 1 s in shuffled order (seed ${options.seed})`
    const values = speedRatio(withTls, without)
    return [
      `${machineLines().join('\n')}\n${notes}`,
      promiseTable([{ text: 'HTTPS ÷ HTTP, requests/s', kind: 'at least', bound: 0.7, values }]),
      comparison('', [
        ['HTTP', without],
        ['HTTPS', withTls],
      ]),
    ].join('\n\n')
  } finally {
    await place.close()
  }
}

function makeCertificate(place: Workplace): void {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const files = ['-keyout', place.path('key'), '-out', place.path('cert'), '-subj', '/CN=localhost', '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...kind, ...files], { stdio: 'ignore' })
}
