import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { machineLines } from './lib/machine.ts'
import { type ProbeLine, peak, probeEnv, probeLines } from './lib/probe-file.ts'
import { memoryBytes } from './lib/processes.ts'
import { table } from './lib/results.ts'
import { Workplace } from './lib/workplace.ts'
import { type CourserServer, startCourser } from './servers/courser.ts'

const mebibyte = 2 ** 20

/** Kinds of memory whose growth is told apart, beside what the kernel says of the whole process. */
const kinds = ['heapUsed', 'external', 'arrayBuffers'] as const

/** Memory of the server while one request carries far more than it may keep. */
export async function benchMemory(): Promise<string> {
  const place = new Workplace()
  try {
    const probe = place.path('probe')
    const server = await startCourser(place, 'memory', {
      workers: 2,
      script: 'bench/php/stream.php',
      env: probeEnv(probe),
    })
    // The first of each kind loads code and grows the heap to its usual size.
    await streamSlowly(server, 10)
    await upload(server, 10)
    const streamed = await growth(server, probe, () => streamSlowly(server, 100))
    const uploaded = await growth(server, probe, () => upload(server, 200))
    const rows = [
      row('100 MB streamed to a client that reads 20 MB/s', streamed, 8),
      row('200 MB multipart upload', uploaded, 16),
    ]
    const head = ['', 'before MB', 'growth MB', ...kinds, 'wanted', 'verdict']
    return `${machineLines().join('\n')}\n${notes}\n\n${table(head, rows)}`
  } finally {
    await place.close()
  }
}

const notes = `- growth: highest resident memory during the request less the one before it, after one request of each kind
- heapUsed, external and arrayBuffers: the same of these figures of \`process.memoryUsage()\`, sampled 40 times a second; external holds arrayBuffers`

interface Growth {
  readonly before: number
  readonly growth: number
  /** By kind, in the order of `kinds`. */
  readonly parts: readonly number[]
}

async function growth(server: CourserServer, probe: string, request: () => Promise<void>): Promise<Growth> {
  await sleep(1000)
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5') // the peak starts anew from now
  const before = memoryBytes(server.pid, 'VmRSS')
  const fromMs = Date.now()
  await request()
  const lines = probeLines(probe, fromMs)
  const first = lines[0] as ProbeLine
  const parts = kinds.map((kind) => peak(lines, kind) - first[kind])
  return { before, growth: memoryBytes(server.pid, 'VmHWM') - before, parts }
}

function row(name: string, { before, growth, parts }: Growth, limit: number): readonly string[] {
  const text = (bytes: number): string => (bytes / mebibyte).toFixed(1)
  const verdict = growth / mebibyte < limit ? 'reached' : 'missed'
  return [name, (before / mebibyte).toFixed(0), text(growth), ...parts.map(text), `below ${limit}`, verdict]
}

/** Reads a streamed response at about 20 MB/s. */
async function streamSlowly(server: CourserServer, megabytes: number): Promise<void> {
  const socket = await open(server)
  socket.write(`GET /?mb=${megabytes} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n`)
  const start = performance.now()
  let received = 0
  for await (const chunk of socket) {
    received += (chunk as Buffer).length
    const dueMs = received / 20_000
    const aheadMs = dueMs - (performance.now() - start)
    if (aheadMs > 5) await sleep(aheadMs)
  }
  if (received < megabytes * mebibyte) throw new Error(`Received ${received} bytes of a stream of ${megabytes} MB`)
}

/** Sends one file as a form would; as fast as the server takes it. */
async function upload(server: CourserServer, megabytes: number): Promise<void> {
  const head =
    '--edge\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\nContent-Type: application/octet-stream\r\n\r\n'
  const tail = '\r\n--edge--\r\n'
  const length = head.length + megabytes * mebibyte + tail.length
  const socket = await open(server)
  const answer = socket.setEncoding('latin1').toArray() as Promise<string[]>
  socket.write(
    `POST / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: ${length}\r\n\r\n${head}`,
  )
  const chunk = Buffer.alloc(mebibyte, 'x')
  for (let sent = 0; sent < megabytes; sent++) if (!socket.write(chunk)) await once(socket, 'drain')
  socket.write(tail)
  const text = (await answer).join('')
  if (!text.includes(String(megabytes * mebibyte)))
    throw new Error(`The upload of ${megabytes} MB was answered: ${text.slice(0, 200)}`)
}

async function open(server: CourserServer): Promise<Socket> {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
  await once(socket, 'connect')
  return socket
}
