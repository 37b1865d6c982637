// Raw TCP connections and PHP workers.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { connectRpc, type RpcClient } from '../../src/goridge/rpc-client.ts'
import { accepts } from '../support/daemon.ts'
import type { LogRecord } from '../support/log-records.ts'
import { freePort, root, TestServer } from '../support/test-server.ts'
import { until, within } from '../support/wait.ts'

/** A client that keeps what it gets. */
class TcpClient {
  readonly socket: Socket
  readonly closed: Promise<void>
  #bytes: Buffer[] = []

  constructor(address: { readonly port: number; readonly host: string } | { readonly path: string }) {
    this.socket = connect({ ...address, noDelay: true, allowHalfOpen: true })
    this.socket.on('data', (chunk: Buffer) => this.#bytes.push(chunk))
    this.socket.on('error', () => {})
    this.closed = new Promise((resolve) => {
      this.socket.once('close', () => resolve())
      this.socket.once('end', () => this.socket.end())
    })
  }

  get text(): string {
    return Buffer.concat(this.#bytes).toString()
  }

  /** Takes what came up to the end of the line. */
  async line(delimiter = '\r\n'): Promise<string> {
    while (!this.text.includes(delimiter)) {
      await within(60_000, () => `a line after ${this.text.slice(0, 100)}`, once(this.socket, 'data'))
    }
    const { text } = this
    const at = text.indexOf(delimiter)
    this.#bytes = [Buffer.from(text.slice(at + delimiter.length))]
    return text.slice(0, at)
  }

  /** The greeting: name of the server, and the connection's uuid. */
  async greeting(): Promise<{ readonly server: string; readonly uuid: string }> {
    const [server = '', uuid = ''] = (await this.line()).split(' ')
    return { server, uuid }
  }

  async ask(text: string): Promise<string> {
    this.socket.write(`${text}\r\n`)
    return await this.line()
  }
}

describe('tcp', () => {
  const ports = { smtp: 0, other: 0 }
  let server: TestServer
  let rpc: RpcClient

  before(async () => {
    ports.smtp = await freePort()
    ports.other = await freePort()
    server = new TestServer({
      config: {
        http: null,
        server: { command: ['php', join(root, 'test/php/tcp.php')] },
        tcp: {
          servers: {
            Smtp: { addr: `tcp://127.0.0.1:${ports.smtp}` },
            other: { addr: `127.0.0.1:${ports.other}`, delimiter: 'END.' },
            local: { addr: 'unix://{folder}/tcp.sock' },
          },
          pool: { num_workers: 2 },
        },
      },
    })
    await server.start()
    rpc = await connectRpc(server.rpcAddress)
  })
  after(async () => {
    rpc.close()
    await server.stop()
  })

  const open = (port = ports.smtp): TcpClient => new TcpClient({ port, host: '127.0.0.1' })
  const events = (uuid: string): { event: string; body: string; context: Record<string, string> }[] =>
    server.log.text
      .split('\n')
      .filter((line) => line.includes('"event {') && line.includes(uuid))
      .map((line) => {
        const [, context = '{}', body = '""'] = /^event (\{.*?\}) (.*)/.exec((JSON.parse(line) as LogRecord).msg) ?? []
        const parsed = JSON.parse(context) as Record<string, string>
        return { event: parsed['event'] ?? '', body: JSON.parse(body) as string, context: parsed }
      })
  const names = (uuid: string): string =>
    events(uuid)
      .map(({ event }) => event)
      .join(' ')
  const untilEvents = (uuid: string, wanted: string): Promise<boolean> =>
    until(`the events ${wanted} instead of ${names(uuid)}`, () => names(uuid) === wanted)

  test('CONNECTED comes first, empty, with name, address and a uuid that stays', async () => {
    // spec 06 #69
    const client = open()
    const { server: name, uuid } = await client.greeting()
    assert.equal(name, 'smtp')
    assert.equal(await client.ask('hello'), 'hello')
    await untilEvents(uuid, 'CONNECTED DATA')
    const [connected, data] = events(uuid)
    const { localPort } = client.socket
    assert.deepEqual(connected, {
      event: 'CONNECTED',
      body: '',
      context: { remote_addr: `127.0.0.1:${localPort}`, server: 'smtp', uuid, event: 'CONNECTED' },
    })
    assert.equal(data?.body, 'hello\r\n', 'the delimiter is part of the body')
    client.socket.end()
    await untilEvents(uuid, 'CONNECTED DATA CLOSE')
    await within(30_000, 'the server to close', client.closed)
  })

  test('CONTINUE reads on, WRITECLOSE and CLOSE and anything else end with CLOSE', async () => {
    // spec 06 #71
    const client = open()
    const { uuid } = await client.greeting()
    client.socket.write('quiet\r\n')
    await untilEvents(uuid, 'CONNECTED DATA')
    assert.equal(await client.ask('bye'), 'bye')
    await within(30_000, 'the server to close', client.closed)
    await untilEvents(uuid, 'CONNECTED DATA DATA CLOSE')
    for (const word of ['close', 'odd']) {
      const other = open()
      const greeting = await other.greeting()
      other.socket.write(`${word}\r\n`)
      await within(30_000, 'the server to close', other.closed)
      assert.equal(other.text, '')
      await untilEvents(greeting.uuid, 'CONNECTED DATA CLOSE')
    }
  })

  test('a delimiter of several bytes may be cut; packets of one segment are one DATA; a large message arrives whole', async () => {
    // spec 06 #70, #72, #81
    const client = open(ports.other)
    const { uuid } = await client.greeting()
    client.socket.write('one E')
    await until('the bytes to leave', () => client.socket.bytesWritten === 5 && client.socket.writableLength === 0)
    client.socket.write('N')
    client.socket.write('D.')
    assert.equal(await client.line('END.'), 'one ')
    client.socket.write('aEND.bEND.')
    assert.deepEqual([await client.line('END.'), await client.line('END.')], ['a', 'b'])
    client.socket.write(`size ${'x'.repeat(3_000_000)}END.`)
    assert.equal(await client.line(), String(5 + 3_000_000 + 4))
    client.socket.destroy()
    await untilEvents(uuid, 'CONNECTED DATA DATA DATA CLOSE')
  })

  test('what a client sent before it ended its side is answered after CLOSE, which comes once', async () => {
    // spec 06 #80
    const client = open()
    const { uuid } = await client.greeting()
    client.socket.end('no delimiter')
    await within(30_000, 'the server to close', client.closed)
    assert.equal(client.text, 'no delimiter')
    await untilEvents(uuid, 'CONNECTED CLOSE DATA')
  })

  test('an error of the worker closes the socket without CLOSE', async () => {
    // spec 06 #74, #77
    const client = open()
    const mark = server.log.mark
    const { uuid } = await client.greeting()
    client.socket.write('fail\r\n')
    await within(30_000, 'the server to close', client.closed)
    assert.equal(client.text, '')
    await server.log.find('execute error', mark)
    const later = open()
    await later.greeting()
    assert.equal(await later.ask('still served'), 'still served')
    await untilEvents(uuid, 'CONNECTED DATA')
    later.socket.destroy()
  })

  test('tcp.Close closes a connection; an unknown uuid is no error', async () => {
    // spec 06 #76
    const client = open()
    const { uuid } = await client.greeting()
    assert.equal(await rpc.call('tcp.Close', 'unknown'), true)
    assert.equal(await rpc.call('tcp.Close', uuid), true)
    await within(30_000, 'the server to close', client.closed)
    await untilEvents(uuid, 'CONNECTED CLOSE')
    const proto = await rpc.callProto('tcp.Close', Buffer.from([0x0a, 1, 0x78]))
    assert.deepEqual([...proto], [0x08, 1])
  })

  test('a unix socket is listened on; its clients have no address', async () => {
    const client = new TcpClient({ path: server.path('tcp.sock') })
    const { uuid } = await client.greeting()
    await untilEvents(uuid, 'CONNECTED')
    assert.equal(events(uuid)[0]?.context['remote_addr'], '@')
    client.socket.destroy()
  })

  test('a client that does not read is not read from, and holds no worker', async () => {
    // spec 06 #82
    const client = open()
    await client.greeting()
    client.socket.pause()
    client.socket.write('big\r\n')
    const chunk = Buffer.alloc(1_000_000, 'y')
    let sent = 0
    await until(
      'the kernel to take no more',
      () => {
        if (client.socket.writableLength > 0) return true
        client.socket.write(chunk)
        sent += chunk.length
        return sent > 200_000_000
      },
      15_000,
    )
    assert.ok(sent < 200_000_000, 'the server read on while its answer was not taken')
    const other = open()
    await other.greeting()
    assert.equal(await other.ask('free'), 'free')
    for (const { socket } of [client, other]) socket.destroy()
  })

  test('100 rounds on each of several connections in parallel', async () => {
    // spec 06 #79
    const clients = [open(), open(), open()]
    await Promise.all(
      clients.map(async (client, number) => {
        await client.greeting()
        for (let round = 0; round < 100; round++)
          assert.equal(await client.ask(`${number} ${round}`), `${number} ${round}`)
        client.socket.destroy()
      }),
    )
  })

  test('reset replaces the workers, connections stay; workers are added and removed', async () => {
    // spec 06 #78
    const pids = async (): Promise<number[]> => {
      const { workers } = await rpc.call<{ workers: { pid: number }[] }>('informer.Workers', 'tcp')
      return workers.map(({ pid }) => pid)
    }
    const client = open()
    await client.greeting()
    const old = await pids()
    await rpc.call('resetter.Reset', 'tcp')
    const fresh = await pids()
    assert.ok(fresh.length === 2 && fresh.every((pid) => !old.includes(pid)))
    assert.equal(await client.ask('after the reset'), 'after the reset')
    await rpc.call('informer.AddWorker', 'tcp')
    assert.equal((await pids()).length, 3)
    await rpc.call('informer.RemoveWorker', 'tcp')
    assert.equal((await pids()).length, 2)
    client.socket.destroy()
  })

  test('5 000 connections are served at once', { timeout: 110_000 }, async () => {
    const clients = Array.from({ length: 5000 }, () => open())
    await Promise.all(clients.map((client) => client.greeting()))
    const sample = clients.filter((_, index) => index % 100 === 0)
    for (const [index, client] of sample.entries()) assert.equal(await client.ask(`c ${index}`), `c ${index}`)
    for (const { socket } of clients) socket.destroy()
    await until('a connection after all have gone', async () => accepts(ports.smtp))
  })
})

for (const [what, tcp, text] of [
  ['no servers', { servers: {} }, 'no servers registered'],
  ['no address', { servers: { smtp: { addr: '' } } }, 'empty address for the server: smtp'],
  [
    'another protocol',
    { servers: { smtp: { addr: 'udp://127.0.0.1:1' } } },
    'invalid Protocol ([tcp://]:6001, unix://file.sock), address: udp://127.0.0.1:1',
  ],
] as const) {
  test(`a tcp section with ${what} stops the start`, async () => {
    // spec 06 #68
    const server = new TestServer({
      config: { http: null, server: { command: ['php', join(root, 'test/php/tcp.php')] }, tcp },
    })
    try {
      await server.launch()
      const { code, stderr } = await server.exited()
      assert.equal(code, 1)
      assert.ok(stderr.includes(text), stderr)
    } finally {
      server.dispose()
    }
  })
}
