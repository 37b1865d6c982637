// npm run bench: see `usage`. Each bench prints its report as Markdown.
import { type BenchOptions, readOptions, usage } from './lib/options.ts'
import { saveSection } from './lib/results.ts'

const benches: Readonly<Record<string, () => Promise<(options: BenchOptions) => Promise<string>>>> = {
  http: async () => (await import('./http.ts')).benchHttp,
  static: async () => (await import('./static.ts')).benchStatic,
  tls: async () => (await import('./tls.ts')).benchTls,
  http2: async () => (await import('./http2.ts')).benchHttp2,
  gzip: async () => (await import('./gzip.ts')).benchGzip,
  eyes: async () => (await import('./eyes.ts')).benchEyes,
  connections: async () => (await import('./connections.ts')).benchConnections,
  kv: async () => (await import('./kv.ts')).benchKv,
  jobs: async () => (await import('./jobs.ts')).benchJobs,
  boltdb: async () => (await import('./boltdb.ts')).benchBoltdb,
  amqp: async () => (await import('./amqp.ts')).benchAmqp,
  memory: async () => (await import('./memory.ts')).benchMemory,
  start: async () => (await import('./start.ts')).benchStart,
  syscalls: async () => (await import('./syscalls.ts')).benchSyscalls,
  latency: async () => (await import('./latency.ts')).benchLatency,
  mixed: async () => (await import('./mixed.ts')).benchMixed,
  threads: async () => (await import('./threads.ts')).benchThreads,
  reset: async () => (await import('./reset.ts')).benchReset,
  kill: async () => (await import('./kill.ts')).benchKill,
}

try {
  const { bench, options } = readOptions(process.argv.slice(2))
  if (bench === 'help') {
    console.log(usage)
    process.exit(0)
  }
  const names = bench === 'all' ? Object.keys(benches) : [bench]
  for (const name of names) {
    const load = benches[name]
    if (load === undefined) throw new TypeError(`There is no bench named ${name}`)
    const report = await (await load())(options)
    console.log(`\n${report}\n`)
    if (options.save) saveSection(name, report)
  }
} catch (error) {
  if (!(error instanceof TypeError)) throw error
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}
