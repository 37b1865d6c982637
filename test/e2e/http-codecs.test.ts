// What the releases of the official packages send, read by both codecs. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import type { HttpAnswer } from '../support/http-client.ts'
import { startServer, useServer } from '../support/use-server.ts'

for (const [codec, release] of [
  ['json', '3.4'],
  ['protobuf', '3.5'],
] as const) {
  describe(`answers in ${codec}`, () => {
    const server = useServer({ config: { http: { codec } }, env: { SDK_DOUBLE: release } })
    const respond = (answer: object): Promise<HttpAnswer> =>
      server.post('/respond', JSON.stringify([answer]), 'application/json')

    it('may hold a header as a single value, or as an empty list', async () => {
      // spec 03 #182
      const answer = await respond({ headers: { 'X-One': 'alone', 'X-None': [], 'X-Two': ['a', 'b'] }, body: 'x' })
      assert.equal(answer.one('X-One'), 'alone')
      assert.deepEqual([answer.all('X-None'), answer.all('X-Two')], [[], ['a', 'b']])
    })

    it('may hold values that are no text: protobuf drops them, JSON gives them as text', async () => {
      // spec 03 #182
      const answer = await respond({ headers: { 'X-Mixed': [5, 'text'], 'X-Number': [7] }, body: 'x' })
      assert.deepEqual(answer.all('X-Mixed'), codec === 'json' ? ['5', 'text'] : ['text'])
      assert.deepEqual(answer.all('X-Number'), codec === 'json' ? ['7'] : [])
    })

    it('pass Http2-Push on as a header', async () => {
      // spec 03 #83
      const answer = await respond({ headers: { 'Http2-Push': ['/a.css'] }, body: 'x' })
      assert.equal(answer.one('Http2-Push'), '/a.css')
    })

    it('arrive whole by chunkSize, whatever its size', async () => {
      // spec 03 #184
      for (const [bytes, chunk] of [
        [1000, 8000],
        [8000, 8000],
        [100_000, 8000],
      ] as const) {
        const { text } = await server.get(`/chunks?bytes=${bytes}&chunk=${chunk}`)
        assert.equal(text, '0123456789'.repeat(bytes / 10), `${bytes} bytes by ${chunk}`)
      }
    })
  })
}

test('packages that know only JSON fail when they get protobuf, and say so', async (context) => {
  // spec 03 #181
  const server = await startServer(context, { config: { http: { codec: 'protobuf' } }, env: { SDK_DOUBLE: '3.4' } })
  assert.equal((await server.get('/pid')).status, 500)
  await server.log.find(({ logger, msg }) => logger === 'server' && msg.includes('JsonException'))
})
