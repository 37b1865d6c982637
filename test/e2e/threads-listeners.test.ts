// http.threads with everything that a thread listens on, and with what its workers do before their first request. Design D7.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { http2Request } from '../../src/plugins/http/testing/http2-client.ts'
import { httpsRequest } from '../../src/plugins/http/testing/https-client.ts'
import { makeCertificate } from '../support/certificates.ts'
import { FcgiFront } from '../support/fcgi-front.ts'
import { fixture } from '../support/php-worker.ts'
import { callRpc, listWorkers } from '../support/pool-rpc.ts'
import { freePort } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-threads-'))
after(() => rmSync(folder, { recursive: true }))
const pair = makeCertificate(folder, 'server')
const ca = readFileSync(pair.cert)
const many = Array.from({ length: 16 }, (_, index) => index)

describe('two threads that listen on TLS, HTTP/2 and FastCGI, with workers that warm up', async () => {
  const [tlsPort, fcgiPort] = [await freePort(), await freePort()]
  const server = useServer({
    config: {
      http: {
        threads: 2,
        ssl: { ...pair, address: `127.0.0.1:${tlsPort}` },
        http2: { h2c: true },
        fcgi: { address: `tcp://127.0.0.1:${fcgiPort}` },
        pool: { num_workers: 2, warmup: ['/log?log=warm&id=warm'] },
      },
    },
  })
  const warmUps = (): number => readFileSync(server.path('warm'), 'utf8').trim().split('\n').length

  it('warms up each worker of each thread, those of a reset too', async () => {
    assert.equal(warmUps(), 2)
    await callRpc(server, 'resetter.Reset', 'http')
    assert.equal(warmUps(), 4)
    assert.equal((await listWorkers(server)).length, 2)
  })

  it('serves TLS on new connections and HTTP/2 on old ones, from all workers', async () => {
    const overTls = many.map(() => httpsRequest(tlsPort, { ca, path: '/pid' }))
    for (const answer of await Promise.all(overTls)) assert.equal(answer.status, 200)
    for (const url of [`https://127.0.0.1:${tlsPort}`, `http://127.0.0.1:${server.port}`]) {
      const session = connect(url, { ca })
      const answers = await Promise.all(many.map((id) => http2Request(session, { ':path': `/echo?hello=h${id}` })))
      session.close()
      assert.deepEqual(
        answers.map(({ body }) => String(body)),
        many.map((id) => `H${id}`),
      )
    }
  })

  it('serves FastCGI, several connections at once', async () => {
    const texts = await Promise.all(
      many.map(async (id) => {
        using front = new FcgiFront(fcgiPort)
        front.begin(1, ['REQUEST_METHOD', 'GET', 'SERVER_PROTOCOL', 'HTTP/1.1', 'REQUEST_URI', `/echo?hello=f${id}`])
        front.input(1)
        return (await front.ended(1)).split('\r\n\r\n')[1]
      }),
    )
    assert.deepEqual(
      texts,
      many.map((id) => `F${id}`),
    )
  })
})

describe('two threads with workers that are sent their requests ahead', () => {
  const server = useServer({
    config: { server: { command: ['php', fixture('pipelined')] }, http: { threads: 2, pool: { num_workers: 2 } } },
  })

  it('runs what waits behind a slow request of one thread on the idle worker of the other', async () => {
    const gate = server.path('gate')
    const started = server.path('started')
    const query = `file=${encodeURIComponent(gate)}&log=${encodeURIComponent(started)}&id=slow`
    writeFileSync(started, '')
    const slow = server.get(`/hold?${query}`)
    await until('the slow request to start', () => readFileSync(started, 'utf8').startsWith('slow '))
    const pid = readFileSync(started, 'utf8').trim().split(' ')[1]
    const answers = await Promise.all(many.map(() => server.get('/pid')))
    const others = new Set(answers.map(({ text }) => text))
    assert.deepEqual([others.size, others.has(pid ?? '')], [1, false])
    writeFileSync(gate, '')
    assert.equal((await slow).status, 200)
  })

  it('gives everybody the own answer when both threads have more than their worker can do', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, id) => (await server.get(`/id?id=${id}`)).text),
    )
    assert.deepEqual(
      answers,
      Array.from({ length: 200 }, (_, id) => String(id)),
    )
  })
})
