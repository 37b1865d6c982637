import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { workerOptions } from './http/cases.ts'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { until } from './lib/processes.ts'
import { table } from './lib/results.ts'
import { Workplace } from './lib/workplace.ts'
import { runWrk } from './lib/wrk.ts'
import { startCourser } from './servers/courser.ts'
import type { BenchServer } from './servers/server.ts'

const reads = ['read', 'readv', 'recvfrom', 'recvmsg']
const writes = ['write', 'writev', 'sendto', 'sendmsg']
const waits = ['epoll_wait', 'epoll_pwait', 'epoll_ctl', 'poll', 'select', 'pselect6']

/** System calls per request of server and PHP, with receipts and without, counted by strace. */
export async function benchSyscalls(options: BenchOptions): Promise<string> {
  ensurePrograms(['strace', 'wrk'])
  const place = new Workplace()
  try {
    const rows: Array<readonly string[]> = []
    for (const receipts of ['auto', 'off'] as const) {
      const server = await startCourser(place, `receipts-${receipts}`, {
        workers: 2,
        receipts,
        ...workerOptions(options),
      })
      await runWrk(`${server.origin}/`, 8, 1)
      rows.push(await countedRow(place, `server, receipts ${receipts}`, server, server.serverPids()))
      rows.push(await countedRow(place, `PHP, receipts ${receipts}`, server, server.phpPids()))
    }
    const note =
      '- hello, 2 workers, 8 connections, 3 s under strace; per request. Wanted: four reads and writes of the server, five with receipts'
    return `${machineLines().join('\n')}\n${note}\n\n${table(['', 'reads', 'writes', 'reads + writes', 'waits', 'others', 'by name'], rows)}`
  } finally {
    await place.close()
  }
}

async function countedRow(
  place: Workplace,
  name: string,
  server: BenchServer,
  pids: readonly number[],
): Promise<readonly string[]> {
  const output = place.path(`strace-${name.replaceAll(/\W+/g, '-')}`)
  const strace = spawn('strace', ['-f', '-c', '-o', output, ...pids.flatMap((pid) => ['-p', String(pid)])], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  strace.stderr.on('data', (text: Buffer) => (said += text.toString()))
  await until('strace to attach', () => said.includes('attached'))
  const { requests } = await runWrk(`${server.origin}/`, 8, 3)
  const ended = once(strace, 'exit')
  strace.kill('SIGINT')
  await ended
  return [name, ...perRequest(readCounts(readFileSync(output, 'utf8')), requests)]
}

function perRequest(counts: ReadonlyMap<string, number>, requests: number): readonly string[] {
  const sum = (names: readonly string[]) => names.reduce((total, name) => total + (counts.get(name) ?? 0), 0) / requests
  const others = [...counts.keys()].filter((name) => ![...reads, ...writes, ...waits].includes(name))
  const named = [...counts]
    .filter(([, count]) => count / requests >= 0.05)
    .map(([name, count]) => `${name} ${(count / requests).toFixed(2)}`)
  const figures = [sum(reads), sum(writes), sum(reads) + sum(writes), sum(waits), sum(others)]
  return [...figures.map((figure) => figure.toFixed(2)), named.join(', ')]
}

/** Calls by name from the table of `strace -c`: `% time, seconds, usecs/call, calls, [errors,] syscall`. */
function readCounts(text: string): ReadonlyMap<string, number> {
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/))
  return new Map(
    rows
      .filter((cells) => /^\d/.test(cells[0] ?? '') && cells.at(-1) !== 'total')
      .map((cells) => [cells.at(-1) ?? '', Number(cells[3])]),
  )
}
