import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EncodedRequest } from '../../goridge/request.ts'
import { silentLogger } from '../../lib/log.ts'
import { OpError } from '../../lib/op-error.ts'
import type { ExecHandler, Execution, Pool } from '../../pool/contract.ts'
import { Consumer } from './consumer.ts'
import type { Delivery } from './contract.ts'
import { JobCounters } from './counters.ts'
import type { JobOwner, JobRun } from './job-run.ts'
import { Gate } from './policy/gate.ts'
import { Settlement } from './settlement.ts'

/** A pool of workers that end their jobs when told to. */
class ManualPool {
  onRoom: (() => void) | undefined
  readonly running: ExecHandler[] = []
  readonly #workers: number

  constructor(workers: number) {
    this.#workers = workers
  }

  get hasRoom(): boolean {
    return this.running.length < this.#workers
  }

  exec(_request: EncodedRequest, handler: ExecHandler): Execution {
    assert.ok(this.hasRoom, 'a job came with no worker free')
    this.running.push(handler)
    return { resume: () => {}, cancel: () => {}, withdraw: () => false }
  }

  answer(body = '{"type":2,"data":[]}'): void {
    const handler = this.running.shift()
    this.onRoom?.()
    handler?.onPart(Buffer.alloc(0), Buffer.from(body), 0, false)
  }

  fail(error: Error): void {
    this.running.shift()?.onError(error)
  }

  get asPool(): Pool {
    return this as unknown as Pool
  }
}

class Job implements Delivery {
  readonly job = 'job'
  readonly payload = Buffer.from('x')
  readonly settled: string[] = []
  readonly id: string
  readonly priority: number
  readonly headers: Readonly<Record<string, readonly string[]>>

  constructor(id: string, priority = 10, headers = {}) {
    this.id = id
    this.priority = priority
    this.headers = headers
  }

  ack(): void {
    this.settled.push('ack')
  }

  nack(): void {
    this.settled.push('nack')
  }

  reject(): void {
    this.settled.push('reject')
  }

  requeue(): void {
    this.settled.push('requeue')
  }
}

function owner(pipeline = 'test'): JobOwner & { rooms: number } {
  return {
    pipeline,
    driver: 'fake',
    pool: '',
    contextKeys: ['id'],
    rooms: 0,
    onRoom() {
      this.rooms++
    },
  }
}

function consumer(queueLimit = 100, pools = ['']): { readonly consumer: Consumer; readonly counters: JobCounters } {
  const counters = new JobCounters()
  const log = silentLogger
  const settlement = new Settlement({ log, counters, bury: () => {} })
  const options = { pools, queueLimit, leaveMalformed: false, log, counters, settlement }
  return { consumer: new Consumer(options), counters }
}

function counted(counters: JobCounters, name: string): number | undefined {
  const family = counters.families().find((one) => one.name === name)
  return family?.type === 'counter' ? family.samples[0]?.value : undefined
}

test('a job waits until a worker is free, the most urgent first', () => {
  const { consumer: jobs, counters } = consumer()
  const pool = new ManualPool(1)
  const inbox = jobs.inboxOf(owner())
  const all = [new Job('first'), new Job('slow', 9), new Job('urgent', 1)]
  jobs.serve('', pool.asPool)
  for (const job of all) inbox.insert(job)
  assert.equal(pool.running.length, 1)
  pool.answer()
  pool.answer('{"type":4,"data":{}}')
  pool.answer('nonsense')
  assert.deepEqual(
    all.map(({ settled }) => settled),
    [['ack'], ['ack'], ['requeue']],
  )
  assert.equal(jobs.running, 0)
  assert.deepEqual(
    ['rr_jobs_jobs_ok', 'rr_jobs_jobs_requeue', 'rr_jobs_jobs_err'].map((name) => counted(counters, name)),
    [1, 1, 1],
  )
})

test('a full queue tells its pipelines, and again when there is room', () => {
  // spec 04 #25
  const { consumer: jobs } = consumer(2)
  const pool = new ManualPool(1)
  const pipeline = owner()
  const inbox = jobs.inboxOf(pipeline)
  jobs.serve('', pool.asPool)
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => inbox.insert(new Job(id))),
    [true, true, false],
  )
  pool.answer()
  assert.equal(pipeline.rooms, 1)
})

test('jobs of a pipeline that goes are forgotten, others stay', () => {
  // spec 04 #23
  const { consumer: jobs } = consumer()
  const pool = new ManualPool(1)
  const going = owner('going')
  const staying = owner('staying')
  const [busy, dropped, kept] = [new Job('busy'), new Job('dropped'), new Job('kept')]
  jobs.serve('', pool.asPool)
  jobs.inboxOf(staying).insert(busy)
  jobs.inboxOf(going).insert(dropped)
  jobs.inboxOf(staying).insert(kept)
  jobs.drop(going)
  pool.answer()
  pool.answer()
  assert.deepEqual([busy.settled, dropped.settled, kept.settled], [['ack'], [], ['ack']])
})

test('a job that no worker has had is queued again', () => {
  const { consumer: jobs } = consumer()
  const pool = new ManualPool(1)
  const job = new Job('again')
  jobs.serve('', pool.asPool)
  jobs.inboxOf(owner()).insert(job)
  pool.fail(new OpError('allocate', 'NoFreeWorkers', new Error('no free workers')))
  assert.deepEqual(job.settled, [])
  pool.onRoom?.()
  pool.answer()
  assert.deepEqual(job.settled, ['ack'])
})

test('named pools: the header selects, an unknown name is refused', () => {
  // spec 04 #70, §6.1
  const { consumer: jobs, counters } = consumer(100, ['fast', 'slow'])
  const [fast, slow] = [new ManualPool(1), new ManualPool(1)]
  jobs.serve('fast', fast.asPool)
  jobs.serve('slow', slow.asPool)
  const inbox = jobs.inboxOf(owner())
  const [named, unknown, nameless] = [
    new Job('named', 1, { pool: ['slow'] }),
    new Job('unknown', 1, { pool: ['none'] }),
    new Job('nameless'),
  ]
  for (const job of [named, unknown, nameless]) inbox.insert(job)
  assert.deepEqual([fast.running.length, slow.running.length], [0, 1])
  assert.deepEqual([unknown.settled, nameless.settled], [['nack'], ['nack']])
  assert.equal(counted(counters, 'rr_jobs_jobs_err'), 2)
})

test('stop() gives out no more, and waits for what runs', async () => {
  const { consumer: jobs } = consumer()
  const pool = new ManualPool(1)
  const [running, waiting] = [new Job('running'), new Job('waiting')]
  jobs.serve('', pool.asPool)
  const inbox = jobs.inboxOf(owner())
  inbox.insert(running)
  inbox.insert(waiting)
  const stopped = jobs.stop(60_000)
  pool.answer()
  await stopped
  assert.deepEqual([running.settled, waiting.settled], [['ack'], []])
})

test('jobs that come before their pool is up wait for it', () => {
  // spec 04 §3
  const { consumer: jobs } = consumer()
  const pool = new ManualPool(1)
  const job = new Job('early')
  jobs.inboxOf(owner()).insert(job)
  assert.deepEqual(job.settled, [])
  jobs.serve('', pool.asPool)
  pool.answer()
  assert.deepEqual(job.settled, ['ack'])
})

test('a pipeline that was told to wait goes on when another one leaves room', () => {
  const { consumer: jobs } = consumer(2)
  const [going, waiting] = [owner('going'), owner('waiting')]
  for (const id of ['a', 'b']) jobs.inboxOf(going).insert(new Job(id))
  assert.equal(jobs.inboxOf(waiting).insert(new Job('c')), false)
  jobs.drop(going)
  assert.equal(waiting.rooms, 1)
})

test('a gate holds jobs back, and a pipeline that goes leaves none behind', () => {
  const { consumer: jobs } = consumer()
  const pool = new ManualPool(3)
  const gate = new Gate<JobRun>({ limit: 2, keyOf: ({ delivery }) => delivery.headers['key']?.[0] })
  const gated = { ...owner('gated'), gate }
  jobs.serve('', pool.asPool)
  const all = ['a', 'a', 'b', 'c'].map((key, index) => new Job(`${index}`, 10, { key: [key] }))
  for (const job of all) jobs.inboxOf(gated).insert(job)
  const settled = (): string[] => all.map((job) => job.settled.join())
  assert.equal(pool.running.length, 2)
  const free = new Job('free')
  jobs.inboxOf(owner('free')).insert(free)
  assert.equal(pool.running.length, 3)
  // The first of key a ends: the one job that waits for the limit is before the one that waited for the key.
  pool.answer()
  assert.equal(pool.running.length, 3)
  jobs.drop(gated)
  while (pool.running.length > 0) pool.answer()
  assert.deepEqual(settled(), ['ack', '', 'ack', 'ack'])
  assert.deepEqual(free.settled, ['ack'])
  assert.equal(gate.held, 0)
  const next = new Job('next', 10, { key: ['a'] })
  jobs.inboxOf(gated).insert(next)
  pool.answer()
  assert.deepEqual(next.settled, ['ack'])
})
