// A request that the pipe of its worker has no room for, because the worker works on behind its answer and reads nothing: the server serves on,
// and the request loses nothing. Design D2, D4.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import { useServer } from '../support/use-server.ts'

/** Many times what a pipe holds. */
const body = Buffer.alloc(3_000_000, 'x')

describe('a full pipe', () => {
  const server = useServer()

  /** Makes the only worker busy behind an answer, and sends it the large request, which it cannot have read. */
  async function fill(gate: string): Promise<{ readonly pid: number; readonly answer: Promise<Buffer> }> {
    const { status, text } = await server.get(`/busy-after?until=${encodeURIComponent(server.path(gate))}`)
    assert.equal(status, 200)
    const answer = server.post('/body', body, 'text/plain').then((answered) => answered.body)
    await untilWorkers(server, 'the request to be sent', ([worker]) => worker?.statusStr === 'working')
    return { pid: Number(text), answer }
  }

  it('is waited for, while the server answers others; the request arrives whole', async () => {
    const { answer } = await fill('first')
    let answered = false
    void answer.then(() => (answered = true))
    for (let call = 0; call < 5; call++) assert.equal((await listWorkers(server)).length, 1)
    assert.equal(answered, false)
    writeFileSync(server.path('first'), '')
    assert.ok((await answer).equals(body))
  })

  it('of a worker that dies is forgotten: the request, which was not begun, runs on the next worker', async () => {
    const { pid, answer } = await fill('never')
    process.kill(pid, 'SIGKILL')
    assert.ok((await answer).equals(body))
    await server.log.find((record) => record.msg.startsWith('worker died before it started a request'))
  })

  it('is left by a client that goes', async () => {
    const gate = server.path('third')
    await server.get(`/busy-after?until=${encodeURIComponent(gate)}`)
    const connection = await server.connect()
    const log = encodeURIComponent(server.path('ran'))
    connection.write(`POST /log?id=gone&log=${log} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`)
    connection.write(body)
    await untilWorkers(server, 'the request to be sent', ([worker]) => worker?.statusStr === 'working')
    connection.close()
    writeFileSync(gate, '')
    assert.equal((await server.get('/pid')).status, 200)
  })
})
