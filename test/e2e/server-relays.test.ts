// Workers that speak over a socket instead of pipes. Cases: spec 01 §3.2, §19.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { failedStart } from '../support/failed-start.ts'
import { fixture } from '../support/php-worker.ts'
import { callRpc, listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import { freePort } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

const relays = [`tcp://127.0.0.1:${await freePort()}`, 'unix://{folder}/relay.sock']

for (const relay of relays) {
  describe(`workers over ${relay.slice(0, relay.indexOf(':'))}`, () => {
    const server = useServer({
      config: { server: { relay, relay_timeout: '20s' }, http: { pool: { num_workers: 2 } } },
    })

    const peer = async (): Promise<Socket> => {
      const socket = relay.startsWith('unix')
        ? connect({ path: server.path('relay.sock') })
        : connect({ port: Number(relay.split(':').at(-1)), host: '127.0.0.1' })
      socket.on('error', () => {})
      await once(socket, 'connect')
      return socket
    }

    // spec 01 #43, #39, #102
    it('answer requests of all sizes, streams and failures', async () => {
      assert.equal((await server.get('/echo?hello=world')).text, 'WORLD')
      assert.equal((await server.get('/big?bytes=3000000')).body.length, 3_000_000)
      const body = Buffer.alloc(2_000_000, 'x')
      assert.deepEqual((await server.post('/body', body, 'text/plain')).body, body)
      assert.equal((await server.get('/stream?n=20&last=end')).text.split('\n').at(-1), 'end')
      assert.equal((await server.get('/error')).status, 500)
    })

    // spec 01 #39, #54
    it('are replaced when they die', async () => {
      assert.equal((await server.get('/fatal')).status, 500)
      const killed = (await listWorkers(server)).map(({ pid }) => pid)
      for (const pid of killed) process.kill(pid, 'SIGKILL')
      assert.equal((await server.get('/pid')).status, 200)
      await untilWorkers(
        server,
        'two new workers',
        (workers) => workers.length === 2 && workers.every(({ pid }) => !killed.includes(pid)),
      )
    })

    // spec 01 #44, D3
    it('connect although others came to their socket who are none', async () => {
      const silent = await peer()
      const malformed = await peer()
      malformed.write('GET / HTTP/1.1\r\nHost: relay\r\n\r\n')
      const half = await peer()
      half.write(Buffer.from('1301', 'hex'))
      await once(malformed.resume(), 'close')
      assert.equal(await callRpc(server, 'resetter.Reset', 'http'), true)
      assert.equal((await server.get('/pid')).status, 200)
      for (const socket of [silent, half]) socket.destroy()
    })

    // spec 01 §3.2: raw output is lost instead of breaking the frames
    it('lose what is printed past the library', async () => {
      assert.equal((await server.get('/stdout')).text, 'answered')
    })
  })
}

describe('a start over a socket', { concurrency: 4 }, () => {
  const tcp = async (): Promise<string> => `tcp://127.0.0.1:${await freePort()}`

  // spec 01 #43
  it('fails when a worker never connects', async () => {
    const config = { server: { command: ['php', fixture('boot/silent')], relay: await tcp() } }
    const stderr = await failedStart({ config: { ...config, http: { pool: { allocate_timeout: '300ms' } } } })
    assert.match(stderr, /WorkerAllocate: failed to spawn a worker, possible reasons/)
    assert.match(stderr, /\(server\.command, http\.pool\.allocate_timeout = 300ms\)/)
  })

  // spec 01 §3.2: at once, not after allocate_timeout
  it('fails as soon as a worker has ended', async () => {
    const command = ['php', '-d', 'display_errors=stderr', fixture('boot/throws')]
    const stderr = await failedStart({ config: { server: { command, relay: await tcp() } } })
    assert.match(stderr, /WorkerAllocate: EOF\n/)
    assert.match(stderr, /ended with exit code 255 before it said hello/)
  })

  for (const [relay, text] of [
    // spec 01 #99, §3.3
    ['pupes', 'invalid DSN (tcp://:6001, unix://file.sock)'],
    ['pupes://a', 'invalid Protocol ([tcp://]:6001, unix://file.sock), address: pupes://a'],
    ['tcp://127.0.0.1', 'invalid Protocol ([tcp://]:6001, unix://file.sock), address: tcp://127.0.0.1'],
    ['tcp://127.0.0.1:', 'invalid Protocol ([tcp://]:6001, unix://file.sock), address: tcp://127.0.0.1:'],
  ]) {
    it(`refuses ${relay}`, async () => {
      const stderr = await failedStart({ config: { server: { relay } } })
      assert.ok(stderr.includes(`server_plugin_init:\n\tserver_plugin_init_factory: ${text}\n`), stderr)
    })
  }

  it('fails with the setting when its port is taken, or its folder is not there', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    for (const [relay, reason] of [
      [`tcp://127.0.0.1:${port}`, 'address already in use'],
      ['unix:///no/such/folder/relay.sock', 'no such file or directory|permission denied'],
    ]) {
      const stderr = await failedStart({ config: { server: { relay } } })
      assert.match(stderr, new RegExp(`Cannot listen for workers on ${relay}: (${reason}) \\(server\\.relay\\)`))
    }
    taken.close()
  })

  it('never removes a file that is no socket', async () => {
    const stderr = await failedStart({ config: { server: { relay: 'unix://{folder}/notes.txt' } } }, (server) => {
      writeFileSync(server.path('notes.txt'), 'not a socket')
    })
    assert.match(stderr, /Cannot listen for workers on unix:\S+notes\.txt: address already in use \(server\.relay\)/)
  })
})
