// Listening sockets that a service manager passes: they outlive the server, so a restart refuses nobody.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { requestOnce } from '../support/http-client.ts'
import { root } from '../support/test-server.ts'
import { until } from '../support/wait.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-sockets-'))
const config = join(folder, '.rr.yaml')
writeFileSync(
  config,
  JSON.stringify({
    version: '3',
    server: { command: ['php', join(root, 'test/php/app.php')] },
    http: { address: 'fd://web', fcgi: { address: 'fd://4' }, pool: { num_workers: 1 } },
    logs: { level: 'error' },
  }),
)

/** Holds the sockets and accepts nothing; starts a server for each line, as systemd does: with the number of the very process. */
const script = `while read -r line; do
  sh -c 'echo "pid $$"; LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=web:front exec "$0" -c "$1" serve' "$0" "$1"
  echo "ended $?"
done`
const { port, manager } = await startManager()
let said = ''
/** The server that runs; 0: none. */
let running = 0
manager.stdout?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
after(async () => {
  if (running !== 0) process.kill(running, 'SIGKILL')
  const exit = once(manager, 'exit')
  manager.stdin?.end()
  await exit
  rmSync(folder, { recursive: true })
})

async function startManager(): Promise<{ readonly port: number; readonly manager: ChildProcess }> {
  const sockets = [createServer(), createServer()]
  for (const socket of sockets) await once(socket.listen({ port: 0, host: '127.0.0.1' }), 'listening')
  const fds = sockets.map((socket) => (socket as unknown as { _handle: { fd: number } })._handle.fd)
  const started = spawn('sh', ['-c', script, join(root, 'bin/rr'), config], {
    stdio: ['pipe', 'pipe', 'inherit', ...fds],
  })
  const [first] = sockets.map((socket) => (socket.address() as AddressInfo).port)
  // From now on they are open there alone: this process would take connections, too.
  for (const socket of sockets) socket.close()
  return { port: first ?? 0, manager: started }
}

/** Starts a server; gives its process. */
async function startActivated(): Promise<number> {
  said = ''
  manager.stdin?.write('start\n')
  await until(
    () => `the server to start: ${said}`,
    () => /RoadRunner server started|ended/.test(said),
  )
  assert.doesNotMatch(said, /ended/)
  running = Number(/pid (\d+)/.exec(said)?.[1])
  return running
}

async function stop(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM')
  await until('the server to end', () => said.includes('ended'))
  running = 0
  assert.match(said, /ended 0/)
}

describe('sockets of a service manager', () => {
  it('serve again after a restart, and no client is refused meanwhile', async () => {
    const first = await startActivated()
    const ask = async (): Promise<string> => (await requestOnce(port, { path: '/echo?hello=world' })).text
    assert.equal(await ask(), 'WORLD')
    await stop(first)
    // Nobody serves now: these wait in the socket.
    const waiting = Promise.all([ask(), ask(), ask()])
    const second = await startActivated()
    assert.deepEqual(await waiting, ['WORLD', 'WORLD', 'WORLD'])
    await stop(second)
  })
})
