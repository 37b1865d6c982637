import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort, start, stop, until } from '../lib/processes.ts'
import { root, type Workplace } from '../lib/workplace.ts'
import type { BenchServer } from './server.ts'

/** The floor of RPC: node:net that sends back what it gets, in the Node that Courser runs on. */
export async function startEcho(place: Workplace): Promise<BenchServer & { readonly port: number }> {
  const port = await freePort()
  const program = join(root, 'bench/servers/echo-server.ts')
  const child = start(join(root, 'tools/node'), [program, String(port)], place.path('echo.log'))
  place.onClose(() => stop(child))
  await until('the echo', () => accepts(port))
  return { port, origin: `tcp://127.0.0.1:${port}`, serverPids: () => [child.pid ?? 0], phpPids: () => [] }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => (socket.destroy(), resolve(true))).once('error', () => resolve(false))
  })
}
