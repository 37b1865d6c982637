// Services beside the server.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectRpc } from '../../src/goridge/rpc-client.ts'
import { commandOf, isAlive } from '../support/processes.ts'
import { TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

/** Statuses by RPC, as JSON. */
interface Status {
  readonly pid: number
  readonly command: string
  readonly memory_usage?: number
  readonly status?: { readonly message: string }
}

const config = (service: Readonly<Record<string, unknown>>) => ({ http: null, server: null, service })

async function create(t: Parameters<typeof startServer>[0], service: Readonly<Record<string, unknown>> = {}) {
  const server = await startServer(t, { config: config(service) })
  const rpc = await connectRpc(server.rpcAddress)
  t.after(() => rpc.close())
  const statuses = async (name: string): Promise<readonly Status[]> =>
    (await rpc.call<{ status?: readonly Status[] }>('service.Statuses', { name })).status ?? []
  const pids = async (name: string): Promise<number[]> => (await statuses(name)).map(({ pid }) => pid)
  const names = async (): Promise<readonly string[]> =>
    (await rpc.call<{ services?: readonly string[] }>('service.List', {})).services ?? []
  return { server, rpc, statuses, pids, names }
}

const rejects = (call: Promise<unknown>, message: string | RegExp): Promise<void> => assert.rejects(call, { message })

describe('configured services', () => {
  test('start, log what they print, and stop with the server', async (t) => {
    // spec 06 #52, #53, #54
    const server = await startServer(t, {
      config: config({
        plain: { command: 'sleep 1000', process_num: 2, exec_timeout: '1000h' },
        speaker: { command: 'printenv WORD', service_name_in_log: true, env: [{ word: '$RR_TEST_WORD!' }] },
      }),
      env: { RR_TEST_WORD: 'spoken' },
    })
    await until('three starts', () => server.log.all('service was started').length === 3)
    const spoken = await server.log.find('spoken!')
    assert.deepEqual([spoken.level, spoken.logger], ['info', 'service.speaker'])
    assert.ok(!server.log.all('wait').some((record) => record['error'] === 'signal: killed'))
    await server.stop()
    assert.equal(server.log.all('service was stopped').length, 3)
  })

  test('a program that is not there stops the start', async () => {
    // spec 06 #55, 09 #7
    for (const [service, text] of [
      [{ a: { command: 'no-such-program x' } }, 'exec: "no-such-program": executable file not found in $PATH'],
      [{ a: { command: '/no/such/file' } }, 'fork/exec /no/such/file: no such file or directory'],
      [{ a: { command: 'sleep 1', user: 'nobody-of-that-name' } }, 'user: unknown user nobody-of-that-name'],
      [{ a: { command: '' } }, 'exec: no command'],
    ] as const) {
      const server = new TestServer({ config: config(service) })
      try {
        await server.launch()
        const { code, stderr } = await server.exited()
        assert.equal(code, 1)
        assert.ok(stderr.includes(text), stderr)
      } finally {
        server.dispose()
      }
    }
  })

  test('a failing process is logged; with remain_after_exit it comes back', async (t) => {
    // spec 06 #56, #57
    const { server, pids } = await create(t, {
      once: { command: 'false' },
      again: { command: 'sleep 0.2', remain_after_exit: true, restart_sec: 1 },
      limited: { command: 'sleep 1000', exec_timeout: '300ms', remain_after_exit: true, restart_sec: 1 },
    })
    await server.log.find((record) => record.msg === 'wait' && record['error'] === 'exit status 1')
    await server.log.find((record) => record.msg === 'wait' && record['error'] === 'signal: killed')
    const [[again], [limited]] = [await pids('again'), await pids('limited')]
    await until(
      'a new process of each',
      async () => {
        const [now, then] = [(await pids('again'))[0], (await pids('limited'))[0]]
        return now !== again && then !== limited
      },
      10_000,
    )
  })

  test('a process that ignores SIGINT is killed in its time, with all of its group', async (t) => {
    // spec 06 #58
    const { server, rpc, pids } = await create(t)
    await rpc.call('service.Create', {
      name: 'stubborn',
      command: `php -r pcntl_signal(SIGINT,SIG_IGN);pcntl_fork();echo"ready\\n";while(true)sleep(100);`,
      process_num: 1,
      timeout_stop_sec: 1,
    })
    await server.log.find((record) => record.msg.startsWith('ready'))
    const [pid = 0] = await pids('stubborn')
    await rpc.call('service.Terminate', { name: 'stubborn' })
    assert.equal(isAlive(pid), false)
    const left = (): boolean => server.processes().some((one) => isAlive(one) && commandOf(one).includes('SIG_IGN'))
    await until('its child to end', () => !left())
  })

  test('no process outlives a server that is killed', async (t) => {
    const { server, pids } = await create(t, { a: { command: 'sleep 1000', process_num: 2 } })
    const all = await pids('a')
    assert.equal(all.filter(isAlive).length, 2)
    server.signal('SIGKILL')
    await server.exited()
    await server.assertNothingLeft()
  })
})

describe('services by RPC', () => {
  test('Create, List, Statuses, Status, Terminate', async (t) => {
    // spec 06 #60, #61, #63, #64, #66
    const { rpc, names, statuses } = await create(t)
    assert.deepEqual(await names(), [])
    const request = { name: 'Three', command: 'sleep 1000', process_num: 3, env: { x: 'y' } }
    assert.deepEqual(await rpc.call('service.Create', request), { ok: true })
    assert.deepEqual(await names(), ['Three'])
    const found = await statuses('Three')
    assert.equal(found.length, 3)
    for (const { pid, command, memory_usage } of found) {
      assert.ok(isAlive(pid) && (memory_usage ?? 0) > 0)
      assert.match(command, /^\/.*\/sleep 1000$/)
    }
    assert.equal((await rpc.call<Status>('service.Status', { name: 'Three' })).pid, found[2]?.pid)
    await rejects(rpc.call('service.Create', request), 'the service with Three name already exists')
    for (const process_num of [0, -1]) {
      const none = rpc.call('service.Create', { ...request, name: 'none', process_num })
      await rejects(none, 'the service with none name should have at least 1 process')
    }
    await rejects(
      rpc.call('service.Create', { ...request, name: 'broken', command: 'no-such-program' }),
      'exec: "no-such-program": executable file not found in $PATH',
    )
    assert.deepEqual(await names(), ['Three'])
    assert.deepEqual(
      (await statuses('Three')).map(({ pid }) => pid),
      found.map(({ pid }) => pid),
      'a refused Create touches nothing',
    )
    assert.deepEqual(await rpc.call('service.Terminate', { name: 'Three' }), { ok: true })
    assert.ok(found.every(({ pid }) => !isAlive(pid)))
    for (const method of ['Terminate', 'Restart', 'Status', 'Statuses']) {
      await rejects(rpc.call(`service.${method}`, { name: 'Three' }), `the service with Three name doesn't exist`)
    }
  })

  test('the status of a process that has ended says so', async (t) => {
    // spec 06 #64
    const { server, rpc, statuses } = await create(t, { once: { command: 'false' } })
    await server.log.find('wait')
    const [status] = await statuses('once')
    assert.equal(status?.status?.message, 'process does not exist')
    await rejects(rpc.call('service.Status', { name: 'once' }), 'process does not exist')
  })

  test('Restart and reset replace all processes; the name is never missing', async (t) => {
    // spec 06 #59, #62, #65
    const { server, rpc, pids, names } = await create(t, { a: { command: 'sleep 1000', process_num: 2 } })
    const first = await pids('a')
    const restarts = Array.from({ length: 20 }, () => rpc.call('service.Restart', { name: 'a' }))
    const lists = Array.from({ length: 100 }, async () => assert.deepEqual(await names(), ['a']))
    await Promise.all([...restarts, ...lists])
    const second = await pids('a')
    assert.ok(second.length === 2 && second.every((pid) => !first.includes(pid)) && !first.some(isAlive))
    await rpc.call('resetter.Reset', 'service')
    const { workers } = await rpc.call<{ workers: Record<string, unknown>[] }>('informer.Workers', 'service')
    assert.deepEqual(
      workers.map(({ pid }) => pid),
      await pids('a'),
    )
    assert.ok(workers.every(({ pid, status }) => status === 1 && !second.includes(pid as number)))
    assert.equal(server.log.all('unable to start the service').length, 0)
  })

  test('a process that waits for its restart does not come back after Terminate', async (t) => {
    // spec 06 #67
    const { server, rpc } = await create(t)
    await rpc.call('service.Create', {
      name: 'flapping',
      command: 'true',
      process_num: 1,
      remain_after_exit: true,
      restart_sec: 1,
    })
    const starts = (): number => server.log.all('service was started').filter(({ name }) => name === 'flapping').length
    await until('a restart', () => starts() > 1)
    await rpc.call('service.Terminate', { name: 'flapping' })
    await server.log.find('service was stopped')
    const started = starts()
    await rpc.call('service.Create', { name: 'clock', command: 'sleep 1.5', process_num: 1 })
    await until(
      'time for a restart to pass',
      async () => {
        const { status } = await rpc.call<{ status: readonly Status[] }>('service.Statuses', { name: 'clock' })
        return status[0]?.status !== undefined
      },
      10_000,
    )
    assert.equal(starts(), started)
  })
})
