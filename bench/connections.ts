import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { machineLines } from './lib/machine.ts'
import { type OpenLoopResult, runOpenLoop } from './lib/open-loop.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { sharePriority } from './lib/priority.ts'
import { memoryBytes } from './lib/processes.ts'
import { milliseconds, table } from './lib/results.ts'
import { Workplace } from './lib/workplace.ts'
import { type CourserServer, startCourser } from './servers/courser.ts'

const idleCount = 10_000
const idleMaxBytes = 20_000
const slowCount = 1000
const others = { rate: 1000, connections: 32 }
const request = 'GET / HTTP/1.1\r\nHost: bench\r\n\r\n'

/** Many connections that do little: memory of those that wait, and what slow ones cost the others. */
export async function benchConnections(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const seconds = options.quick ? 3 : 10
  const place = new Workplace()
  try {
    const idle = await idleBytes(await startCourser(place, 'idle', { workers: 2 }))
    const server = await startCourser(place, 'slow', { workers: 2 })
    sharePriority([...server.serverPids(), ...server.phpPids()])
    const load = (): Promise<OpenLoopResult> => runOpenLoop(place, `${server.origin}/`, { ...others, seconds })
    await load()
    const without = await load()
    const stop = await openSlow(server)
    const beside = await load()
    stop()
    return [
      machineLines().join('\n'),
      table(
        ['', 'found', 'wanted', 'verdict'],
        [
          [
            `memory of one of ${idleCount} idle connections, bytes`,
            idle.toFixed(0),
            `below ${idleMaxBytes}`,
            idle < idleMaxBytes ? 'reached' : 'missed',
          ],
        ],
      ),
      `${slowCount} slow clients: half of them send a head byte by byte, half take a page of 50 KB at 4 KB/s; beside them ${others.rate} requests/s at a constant rate, ${seconds} s:`,
      table(
        ['', 'p50 ms', 'p99 ms', 'worst ms', 'failed'],
        [row('without slow clients', without), row('beside slow clients', beside)],
      ),
    ].join('\n\n')
  } finally {
    await place.close()
  }
}

function row(name: string, found: OpenLoopResult): readonly string[] {
  const times = [found.p50Micros, found.p99Micros, found.maxMicros].map(milliseconds)
  return [name, ...times, String(found.failed + found.lost)]
}

/** Each has had an answer and may send the next request whenever it likes. */
async function idleBytes(server: CourserServer): Promise<number> {
  const sockets: Socket[] = []
  const openMany = async (count: number): Promise<void> => {
    for (let opened = 0; opened < count; opened += 100) {
      sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => answered(server)))))
    }
  }
  // The first ones grow the heap to its usual size.
  await openMany(1000)
  await sleep(1500)
  const before = memoryBytes(server.pid, 'VmRSS')
  await openMany(idleCount)
  await sleep(3000)
  const after = memoryBytes(server.pid, 'VmRSS')
  for (const socket of sockets) socket.destroy()
  return (after - before) / idleCount
}

async function answered(server: CourserServer): Promise<Socket> {
  const socket = await open(server)
  socket.write(request)
  await once(socket, 'data')
  return socket
}

/** Opens the slow clients; what it answers ends them. */
async function openSlow(server: CourserServer): Promise<() => void> {
  const sockets: Socket[] = []
  while (sockets.length < slowCount) sockets.push(await open(server))
  const [senders, readers] = [sockets.slice(0, slowCount / 2), sockets.slice(slowCount / 2)]
  const head = `GET / HTTP/1.1\r\nHost: bench\r\nX-Slow: ${'x'.repeat(1000)}`
  // One second each, a hundredth of them at a time: a burst would be the generator's.
  let tick = 0
  const timer = setInterval(() => {
    const byte = head[Math.floor(tick / 100) % head.length] as string
    for (let index = tick++ % 100; index < slowCount / 2; index += 100) {
      senders[index]?.write(byte)
      takeSome(readers[index] as Socket)
    }
  }, 10)
  for (const socket of readers) {
    socket.pause()
    socket.write(request.replace('/ ', '/page '))
  }
  return () => {
    clearInterval(timer)
    for (const socket of sockets) socket.destroy()
  }
}

/** Reads 4 KB; asks anew when the rest of an answer was less. */
function takeSome(socket: Socket): void {
  if (socket.read(4096) === null && socket.read() !== null) socket.write(request.replace('/ ', '/page '))
}

async function open(server: CourserServer): Promise<Socket> {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}
