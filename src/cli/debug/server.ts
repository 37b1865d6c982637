import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { systemErrorText } from '../../lib/system-error.ts'
import { takeLauncher } from '../../os/launcher.ts'
import { printLine } from '../terminal.ts'
import { encodePprof, type Profile } from './pprof.ts'
import { type RunningProfiler, startProfiler } from './profiler.ts'

/** Loopback alone, other than RoadRunner's: a profile shows the insides of the server to whoever reads it. */
const usualAddress = '127.0.0.1:6061'
const headersTimeoutMs = 600_000
const defaultSeconds = 30
const root = '/debug/pprof/'

/**
 * Starts the debug server of `-d`, which ends with the process, on `host:port`. When that cannot be it says so, and the command goes
 * on without it. Follows: spec 02 §2.8.
 */
export async function startDebugServer(address = process.env['COURSER_DEBUG_ADDRESS'] || usualAddress): Promise<void> {
  const profiler = await startProfiler()
  const server = createServer((request, response) => {
    void answer(profiler, request, response).catch(() => response.destroy())
  })
  server.headersTimeout = headersTimeoutMs
  server.requestTimeout = 0
  try {
    await listen(server, address)
  } catch (error) {
    printLine(`[ERROR] debug server stopped with error: listen tcp ${address}: bind: ${systemErrorText(error)}`)
  }
  server.unref()
}

async function listen(server: Server, address: string): Promise<void> {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, Math.max(0, colon)).replace(/^\[|\]$/g, '')
  const listening = once(server, 'listening')
  server.listen(Number(address.slice(colon + 1)), host)
  await listening
}

async function answer(profiler: RunningProfiler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const name = url.pathname.startsWith(root) ? url.pathname.slice(root.length) : undefined
  // A HEAD asks whether it is there; nobody waits half a minute for that.
  const seconds = request.method === 'HEAD' ? 0 : Number(url.searchParams.get('seconds') ?? defaultSeconds)
  switch (name) {
    case '':
      return send(response, 'text/html; charset=utf-8', indexPage)
    case 'cmdline':
      return send(response, 'text/plain; charset=utf-8', [takeLauncher(), ...process.argv.slice(2)].join('\0'))
    case 'symbol':
      return send(response, 'text/plain; charset=utf-8', 'num_symbols: 1\n')
    case 'trace':
      return send(response, 'application/octet-stream', '')
    case 'goroutine':
      return send(response, 'text/plain; charset=utf-8', activeResources())
    case 'heap':
    case 'allocs':
      return sendProfile(response, 'heap', await profiler.heap())
    case 'profile':
      return sendCpuProfile(response, profiler, seconds)
    default:
      return send(response, 'text/plain; charset=utf-8', '404 page not found\n', 404)
  }
}

async function sendCpuProfile(response: ServerResponse, profiler: RunningProfiler, seconds: number): Promise<void> {
  const profile = await profiler.cpu(Number.isFinite(seconds) && seconds >= 0 ? seconds : defaultSeconds)
  if (profile !== undefined) return sendProfile(response, 'profile', profile)
  const text = 'Could not enable CPU profiling: cpu profiling already in use\n'
  return send(response, 'text/plain; charset=utf-8', text, 500)
}

function sendProfile(response: ServerResponse, name: string, profile: Profile): void {
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`)
  send(response, 'application/octet-stream', encodePprof(profile))
}

function send(response: ServerResponse, type: string, body: string | Buffer, status = 200): void {
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' })
  response.end(body)
}

/** What keeps the event loop busy, counted: our nearest thing to a list of goroutines. */
function activeResources(): string {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const lines = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}\n`)
  return `active resources: total ${process.getActiveResourcesInfo().length}\n${lines.join('')}`
}

const pages = [
  ['profile', 'CPU, for ?seconds=30'],
  ['heap', 'live memory, by where it was allocated'],
  ['allocs', 'the same'],
  ['goroutine?debug=1', 'active handles and timers'],
  ['cmdline', 'the command line'],
  ['symbol', 'nothing: profiles carry their symbols'],
  ['trace', 'nothing'],
] as const

const indexPage = `<!doctype html>
<title>${root}</title>
<h1>${root}</h1>
<p>Profiles for <code>go tool pprof</code> and other readers of its format:</p>
<ul>
${pages.map(([path, text]) => `<li><a href="${path}">${path}</a>: ${text}</li>`).join('\n')}
</ul>
`
