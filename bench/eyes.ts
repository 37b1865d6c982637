import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { freePort } from './lib/processes.ts'
import { comparison } from './lib/promises.ts'
import { connections, runRounds, type Subject } from './lib/rounds.ts'
import { Workplace } from './lib/workplace.ts'
import { type CourserOptions, startCourser } from './servers/courser.ts'
import { startFloor } from './servers/floor.ts'

interface Case extends Subject {
  readonly name: string
}

/** What watching costs: metrics, records of requests, traces, each on its own, beside none of them. */
export async function benchEyes(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'wrk'])
  const place = new Workplace()
  try {
    const metrics = `metrics: {address: '127.0.0.1:${await freePort()}'}\n`
    const cases: Case[] = []
    const add = async (name: string, changes: Partial<CourserOptions> = {}): Promise<void> => {
      const server = await startCourser(place, name.replaceAll(' ', '-'), { workers: 2, ...changes })
      cases.push({ name, server, url: `${server.origin}/` })
    }
    await add('nothing')
    await add('nothing again')
    await add('metrics', { sections: metrics })
    await add('http_metrics', {
      sections: metrics.replace(/\d+'/, `${await freePort()}'`),
      http: ['middleware: [http_metrics]'],
    })
    await add('short records', { logLevel: 'info' })
    await add('access log', { logLevel: 'info', http: ['access_logs: true'] })
    const collector = await startFloor(place, Buffer.alloc(0))
    const endpoint = collector.origin.replace('http://', '')
    await add('traces', {
      sections: `otel: {exporter: otlp, client: http, insecure: true, endpoint: '${endpoint}'}\n`,
      http: ['middleware: [otel]'],
    })
    const results = await runRounds(cases, { ...options, seconds: 1 })
    const notes = `- hello, 2 workers, ${connections} connections, ${options.rounds} rounds of 1 s in shuffled order (seed ${options.seed}); records go to a file, spans over OTLP to a server on this machine that forgets them`
    const rows = [...results].map(([{ name }, found]) => [name, found] as const)
    return `${machineLines().join('\n')}\n${notes}\n\n${comparison('on', rows)}`
  } finally {
    await place.close()
  }
}
