// What pipelines may ask for beyond RoadRunner, from the push to PHP and back: retries, dead letters, poison. See docs/plugins/jobs-policies.md.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { begunJobs, jobsConfig, pushJob, statOf } from '../support/jobs.ts'
import { callRpc } from '../support/pool-rpc.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

interface Letter {
  readonly id: string
  readonly jobId: string
  readonly job: string
  readonly pipeline: string
  readonly reason: string
  readonly attempts: number
  readonly deaths: number
}

const steps = new Map([
  ['job processing was started', 'begins'],
  ['job was processed successfully', 'ends'],
])
const retry = { attempts: 3, backoff: '0s' }
const drivers = [
  ['memory', { driver: 'memory', config: {} }],
  ['boltdb', { driver: 'boltdb', config: { file: 'jobs.db' } }],
] as const

for (const [driver, base] of drivers) {
  describe(`a job that fails on ${driver}`, () => {
    const pipelines = {
      retried: { ...base, retry },
      kept: { ...base, retry: { ...retry, attempts: 2 }, dead_letter: 'store' },
      moved: { ...base, dead_letter: 'last' },
      last: base,
      poison: { ...base, max_deaths: 2, dead_letter: 'store' },
      narrow: { ...base, concurrency: 1 },
      ordered: { ...base, key: 'customer' },
    }
    // The store shares its file with the pipelines.
    const store = { file: 'jobs.db' }
    const config = jobsConfig({ consume: Object.keys(pipelines), pool: { num_workers: 2 }, pipelines })
    const server = useServer({ config: { ...config, store } })

    const runsOf = (id: string): readonly Readonly<Record<string, unknown>>[] =>
      begunJobs(server).flatMap(({ context }) => (context['id'] === id ? [context] : []))
    const headersOf = (id: string): unknown[] => runsOf(id).map(({ headers }) => headers)
    const untilDone = async (pipeline: string): Promise<void> => {
      await until(`${pipeline} to be done`, async () => ((await statOf(server, pipeline))?.active ?? 0) === 0)
    }
    const logged = async (text: string, id: string): Promise<void> => {
      await until(`"${text}" of ${id}`, () => server.log.all(text).some(({ ID }) => ID === id))
    }
    const letters = async (pipeline: string): Promise<readonly Letter[]> =>
      (await callRpc<{ letters: Letter[] }>(server, 'jobs.ListDeadLetters', { pipeline, after: '' })).letters
    const letterOf = async (pipeline: string, id: string): Promise<Letter> => {
      await logged('job became a dead letter', id)
      await untilDone(pipeline)
      const letter = (await letters(pipeline)).find(({ jobId }) => jobId === id)
      assert.ok(letter, `a dead letter of ${id}`)
      return letter
    }

    for (const wish of ['fail', 'error', 'die'] as const) {
      it(`runs as often as retry says, ends in ${wish}, and is dropped`, async () => {
        const id = await pushJob(server, 'retried', { do: wish }, { headers: { own: { value: ['1'] } } })
        await logged('job was dropped', id)
        await untilDone('retried')
        const deaths = (count: string): object => (wish === 'die' ? { 'rr-deaths': [count] } : {})
        assert.deepEqual(headersOf(id), [
          { own: ['1'] },
          { own: ['1'], 'rr-attempts': ['1'], ...deaths('1') },
          { own: ['1'], 'rr-attempts': ['2'], ...deaths('2') },
        ])
      })
    }

    it('comes again by its own wish without being counted', async () => {
      const id = await pushJob(server, 'retried', { do: 'requeue', times: 4 })
      await until('five runs', () => runsOf(id).length === 5)
      await untilDone('retried')
      assert.deepEqual(headersOf(id).at(-1), { attempts: ['4'] })
    })

    it('is kept in the store, shown, and replayed as new', async () => {
      const id = await pushJob(server, 'kept', { do: 'error' }, { headers: { own: { value: ['1'] } } })
      const letter = await letterOf('kept', id)
      assert.deepEqual(
        [letter.job, letter.attempts, letter.reason],
        ['App\\Job', 2, 'it failed 2 times (retry.attempts)'],
      )
      const shown = await callRpc<{ payload: string; headers: object }>(server, 'jobs.ShowDeadLetter', letter.id)
      assert.equal(Buffer.from(shown.payload, 'base64').toString(), '{"do":"error"}')
      assert.deepEqual(shown.headers, { own: ['1'] })
      assert.deepEqual(await callRpc(server, 'jobs.ReplayDeadLetters', { ids: [letter.id] }), { done: 1, failed: [] })
      await until('it to die once more', async () => (await letters('kept')).some(({ jobId }) => jobId === id))
      assert.deepEqual(headersOf(id).slice(2), [{ own: ['1'] }, { own: ['1'], 'rr-attempts': ['1'] }])
      const remaining = (await letters('kept')).filter(({ jobId }) => jobId === id)
      assert.ok(remaining.every((one) => one.id !== letter.id))
    })

    // spec 09 #44
    it('is kept when its answer means nothing', async () => {
      const id = await pushJob(server, 'kept', { do: 'garbage' })
      assert.equal((await letterOf('kept', id)).reason, 'its worker gave no answer to a job')
      assert.equal(runsOf(id).length, 1)
    })

    it('goes on to another pipeline', async () => {
      const id = await pushJob(server, 'moved', { do: 'fail' })
      await until('both runs', () => runsOf(id).length === 2)
      const [, second] = runsOf(id)
      assert.equal(second?.['pipeline'], 'last')
      const from = { 'rr-dead-pipeline': ['moved'], 'rr-dead-reason': ['it failed'], 'rr-dead-attempts': ['1'] }
      assert.deepEqual(second?.['headers'], from)
    })

    it('is poison when it has cost enough workers', async () => {
      const id = await pushJob(server, 'poison', { do: 'die' })
      const letter = await letterOf('poison', id)
      assert.deepEqual([letter.deaths, letter.reason], [2, 'it cost 2 workers (max_deaths)'])
      assert.equal(runsOf(id).length, 2)
    })

    // In the server's log, in which a job ends before the one that it holds back begins.
    const stepsOf = (ids: readonly string[]): string[] =>
      server.log
        .since(0)
        .filter(({ msg, ID }) => steps.has(msg) && ids.includes(String(ID)))
        .map(({ msg, ID }) => `${ids.indexOf(String(ID))} ${steps.get(msg)}`)
    const oneByOne = [0, 1, 2].flatMap((job) => [`${job} begins`, `${job} ends`])

    for (const [pipeline, customers] of [
      ['narrow', ['a', 'b', 'c']],
      ['ordered', ['a', 'a', 'a']],
    ] as const) {
      it(`does not run beside another one of ${pipeline}`, async () => {
        const ids: string[] = []
        for (const customer of customers) {
          const headers = { customer: { value: [customer] } }
          ids.push(await pushJob(server, pipeline, { do: 'sleep', ms: 20 }, { headers }))
        }
        await until('all three to end', () => stepsOf(ids).length === oneByOne.length)
        assert.deepEqual(stepsOf(ids), oneByOne)
      })
    }

    // The commands ask the server, whatever the driver.
    it('is listed, replayed and purged by rr dlq', { skip: driver === 'memory' }, async () => {
      const id = await pushJob(server, 'poison', { do: 'garbage' })
      const letter = await letterOf('poison', id)
      const listed = await server.rr('dlq', 'list', '--pipeline=poison', '--json')
      const { letters: all } = JSON.parse(listed.stdout) as { letters: Letter[] }
      assert.ok(all.some((one) => one.id === letter.id))
      assert.match((await server.rr('dlq', 'list')).stdout, new RegExp(letter.id))
      assert.match((await server.rr('dlq', 'show', letter.id)).stdout, /reason: its worker gave no answer to a job/)
      const purged = await server.rr('dlq', 'purge', letter.id)
      assert.deepEqual([purged.code, purged.stdout.trim()], [0, 'purged: 1'])
      const again = await server.rr('dlq', 'replay', letter.id)
      assert.equal(again.code, 1)
      assert.match(again.stderr, new RegExp(`Cannot replay ${letter.id}: .*Cannot find a dead letter`))
      const emptied = await server.rr('dlq', 'purge', '--all', '--json')
      assert.deepEqual((JSON.parse(emptied.stdout) as { failed: unknown }).failed, [])
      assert.deepEqual(await letters(''), [])
      assert.equal((await server.rr('dlq', 'purge')).code, 1)
    })
  })
}

it('refuses a policy that leads nowhere, by its name', async (context) => {
  const server = await startServer(context, { config: jobsConfig({}) })
  const declare = (pipeline: object): Promise<unknown> =>
    callRpc(server, 'jobs.Declare', { pipeline: { name: 'x', driver: 'memory', ...pipeline } })
  await assert.rejects(declare({ dead_letter: 'nowhere' }), /wanted store or another pipeline/)
  await assert.rejects(declare({ dead_letter: 'x' }), /which leads in a circle/)
  await assert.rejects(
    declare({ retry: '{"attempts":0}' }),
    /it is 0, wanted 1 or more \(jobs\.pipelines\.x\.retry\.attempts\)/,
  )
  await assert.rejects(declare({ unique: '{"scope":"shared"}' }), /wanted lock\.driver: redis.*unique\.scope/)
  await declare({ retry: '{"attempts":2}', dead_letter: 'store', unique: '{"ttl":"1h"}' })
  const headers = { 'rr-unique': { value: ['order 1'] } }
  await pushJob(server, 'x', {}, { headers })
  await assert.rejects(pushJob(server, 'x', {}, { headers }), /one with the key order 1 was pushed not long ago/)
})
