// The queue has an end: in time, and in the wait a request would have ahead; who has gone leaves it. Spec 01 §8.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { HttpConnection } from '../support/http-client.ts'
import { startServer } from '../support/use-server.ts'
import { pause, until } from '../support/wait.ts'

const limitMs = 60_000

test('max_queue_delay refuses at once what would wait too long, and says when to come again', async (context) => {
  const pool = { num_workers: 1, max_queue_delay: '300ms', allocate_timeout: '60s' }
  const server = await startServer(context, { config: { http: { pool } } })
  const log = server.path('log')
  const running = server.request({ path: `/log?log=${encodeURIComponent(log)}&id=a&ms=6000` }, limitMs)
  await until('the worker to be busy', () => existsSync(log), limitMs)
  const waiting = server.request({ path: '/pid' }, limitMs)
  // The first in line has waited longer than that by the time one of these comes.
  const refused = await until(
    'a refusal',
    async () => {
      const connection = await server.connect(limitMs)
      const answer = await Promise.race([connection.request({ path: '/pid' }), pause(200)])
      connection.close()
      return answer?.status === 503 && answer
    },
    limitMs,
  )
  assert.match(refused.one('Retry-After') ?? '', /^[1-9]\d*$/)
  assert.equal(refused.text, '')
  assert.equal((await running).status, 200)
  assert.equal((await waiting).status, 200)
  assert.equal((await server.get('/pid')).status, 200)
})

test('a request whose client has gone leaves the queue before it costs PHP anything', async (context) => {
  const server = await startServer(context, { config: { http: { pool: { num_workers: 1 } } } })
  const log = server.path('log')
  const path = (id: string, ms: number): string => `/log?log=${encodeURIComponent(log)}&id=${id}&ms=${ms}`
  const running = server.request({ path: path('running', 3000) }, limitMs)
  await until('the worker to be busy', () => existsSync(log), limitMs)
  const mark = server.log.mark
  const gone = await HttpConnection.open({ port: server.port })
  gone.write(`GET ${path('gone', 0)} HTTP/1.1\r\nHost: a\r\n\r\n`)
  const stays = server.request({ path: path('stays', 0) }, limitMs)
  gone.close()
  await server.log.find((record) => record['status'] === 499, mark, limitMs)
  assert.equal((await running).status, 200)
  assert.equal((await stays).status, 200)
  assert.deepEqual(readFileSync(log, 'utf8').trim().split('\n'), ['running', 'stays'])
})
