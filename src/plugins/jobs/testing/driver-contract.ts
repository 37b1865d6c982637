/* What every jobs driver does, whatever its backend. A case that all drivers should pass goes here. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { silentLogger } from '../../../lib/log.ts'
import type { Delivery, JobsDriver, JobsDriverDefinition, Message } from '../contract.ts'
import { emptyMessage } from '../message.ts'

/** What a backend may honestly lack. */
export type DriverLack =
  /** Jobs of one priority come in the order of their pushes. */
  | 'order'
  /** A delay of a job. */
  | 'delay'
  /** A job that could not be run comes again. */
  | 'redelivery'
  /** What was not settled comes again after the pipeline has been stopped and opened anew. */
  | 'durable'

/** How a driver for the tests is opened. */
export interface DriverUnderTest {
  /** Options of a pipeline, as they stand under `config:`; called once for each. */
  readonly config: (pipeline: string) => unknown
  readonly lacks?: readonly DriverLack[]
}

/** A pipeline under test, with an inbox that keeps what comes. */
export class Bench {
  readonly driver: JobsDriver
  readonly #deliveries: Delivery[] = []
  #wanted: { readonly count: number; readonly resolve: () => void } | undefined
  /** Deliveries that the inbox holds before it says that it is full. */
  room = Number.POSITIVE_INFINITY
  /** How often the driver asked to be opened anew. */
  restarts = 0

  private constructor(driver: JobsDriver) {
    this.driver = driver
  }

  /** Opens a pipeline of the driver. */
  static async open<Config>(
    definition: JobsDriverDefinition<Config>,
    pipeline: string,
    raw: unknown,
    log = silentLogger,
  ): Promise<Bench> {
    let bench: Bench | undefined
    const driver = await definition.open({
      pipeline,
      priority: 10,
      config: definition.config.parse(raw),
      timeoutMs: 10_000,
      inbox: {
        insert: (delivery) => (bench as Bench).#take(delivery),
        clear: () => (bench as Bench).#deliveries.splice(0),
      },
      log,
      restart: () => (bench as Bench).restarts++,
    })
    bench = new Bench(driver)
    return bench
  }

  get waiting(): number {
    return this.#deliveries.length
  }

  /** Waits for the next jobs, and takes them. */
  async next(count = 1): Promise<Delivery[]> {
    if (this.#deliveries.length < count) {
      await new Promise<void>((resolve) => {
        this.#wanted = { count, resolve }
      })
    }
    return this.#deliveries.splice(0, count)
  }

  /** Waits for a job, and settles it. */
  async run(settle: (delivery: Delivery) => void | Promise<void> = (delivery) => delivery.ack()): Promise<string> {
    const [delivery] = await this.next()
    await settle(delivery as Delivery)
    return (delivery as Delivery).id
  }

  #take(delivery: Delivery): boolean {
    this.#deliveries.push(delivery)
    if (this.#wanted !== undefined && this.#deliveries.length >= this.#wanted.count) {
      this.#wanted.resolve()
      this.#wanted = undefined
    }
    return this.#deliveries.length < this.room
  }
}

/** A message with an id, and what else is wanted. */
export function message(id: string, wanted: Partial<Message> = {}): Message {
  return { ...emptyMessage(), id, job: 'App\\Job', payload: Buffer.from(id), priority: 10, ...wanted }
}

let pipelines = 0

/** Holds a driver to what the core builds on. Each case has a pipeline of its own. */
export function testJobsDriver<Config>(definition: JobsDriverDefinition<Config>, under: DriverUnderTest): void {
  const lacks = (lack: DriverLack): boolean => under.lacks?.includes(lack) ?? false
  const open = async (context: TestContext, name = `case-${process.pid}-${++pipelines}`): Promise<Bench> => {
    const bench = await Bench.open(definition, name, under.config(name))
    context.after(() => bench.driver.stop())
    return bench
  }

  describe(`jobs driver ${definition.name}`, { timeout: 60_000 }, () => {
    test('a pushed job arrives as it was', async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      const payload = Buffer.from([0, 255, 128, 10, 13])
      await bench.driver.push(message('one', { payload, priority: 3, headers: { 'X-Key': ['a', 'ü'], empty: [] } }))
      const [job] = await bench.next()
      assert.equal(job?.id, 'one')
      assert.equal(job?.job, 'App\\Job')
      assert.equal(job?.priority, 3)
      assert.deepEqual(Buffer.from(job?.payload ?? []), payload)
      assert.deepEqual(job?.headers['X-Key'], ['a', 'ü'])
      await job?.ack()
    })

    test('a job is independent of the buffer it came in', async (context) => {
      const bench = await open(context)
      const payload = Buffer.from('before')
      await bench.driver.push(message('one', { payload }))
      payload.write('after!')
      await bench.driver.run()
      const [job] = await bench.next()
      assert.equal(Buffer.from(job?.payload ?? []).toString(), 'before')
      await job?.ack()
    })

    // spec 05 common 3
    test('a job that its producer calls acknowledged runs, and never comes again', async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      await bench.driver.push(message('auto', { autoAck: true }))
      if (lacks('redelivery')) await bench.run()
      else await bench.run((job) => job.nack())
      await bench.driver.push(message('next'))
      assert.equal(await bench.run(), 'next')
      assert.equal(bench.waiting, 0)
      assert.equal((await bench.driver.state()).active, 0)
    })

    test('more urgent jobs come with their priority, for the queue to sort by', async (context) => {
      const bench = await open(context)
      const priorities = [10, 1, 5, 0, -3]
      for (const priority of priorities) await bench.driver.push(message(`p${priority}`, { priority }))
      await bench.driver.run()
      const jobs = await bench.next(priorities.length)
      assert.deepEqual(
        new Set(jobs.map(({ id, priority }) => `${id} ${priority}`)),
        new Set(priorities.map((one) => `p${one} ${one}`)),
      )
      for (const job of jobs) await job.ack()
    })

    // spec 05 common 4: options of a pipeline that PHP declares are texts
    test('a pipeline is opened from options that are texts, as PHP declares them', async (context) => {
      const name = `declared-${process.pid}-${++pipelines}`
      const options = Object.entries((under.config(name) ?? {}) as Readonly<Record<string, unknown>>)
      const texts = options.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
      const bench = await Bench.open(definition, name, Object.fromEntries(texts))
      context.after(() => bench.driver.stop())
      await bench.driver.run()
      await bench.driver.push(message('declared'))
      assert.equal(await bench.run(), 'declared')
    })

    // spec 05 common 5
    test('what was taken before a pause can still be settled', async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      await bench.driver.push(message('taken'))
      const [job] = await bench.next()
      await bench.driver.pause()
      await job?.ack()
      await bench.driver.run()
      await bench.driver.push(message('after'))
      assert.equal(await bench.run(), 'after')
      assert.equal(bench.waiting, 0)
    })

    // spec 05 common 8
    test('a pipeline that stops while jobs run gives no more, and opens again', async (context) => {
      const name = `busy-${process.pid}-${++pipelines}`
      const before = await Bench.open(definition, name, under.config(name))
      before.room = 2
      await before.driver.run()
      for (let index = 0; index < 50; index++) await before.driver.push(message(`${index}`))
      await before.next(2)
      await before.driver.stop()
      const came = before.waiting
      const after = await open(context, name)
      await after.driver.run()
      await after.driver.push(message('fresh'))
      while ((await after.run()) !== 'fresh');
      assert.equal(before.waiting, came, 'a stopped pipeline gave a job')
    })

    // spec 05 common 5
    test('a pipeline that takes no jobs keeps what is pushed', async (context) => {
      const bench = await open(context)
      await bench.driver.push(message('early'))
      assert.equal(bench.waiting, 0)
      await bench.driver.run()
      assert.equal(await bench.run(), 'early')
      await bench.driver.pause()
      await bench.driver.push(message('late'))
      assert.equal(bench.waiting, 0)
      await bench.driver.run()
      assert.equal(await bench.run(), 'late')
    })

    test('each of many jobs comes once', async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      const ids = Array.from({ length: 200 }, (_, index) => `${index}`)
      for (const id of ids.slice(0, 100)) await bench.driver.push(message(id))
      const rest = ids.slice(100).map((id) => message(id))
      if (bench.driver.pushMany !== undefined) await bench.driver.pushMany(rest)
      else for (const one of rest) await bench.driver.push(one)
      const jobs = await bench.next(ids.length)
      for (const job of jobs) await job.ack()
      const came = jobs.map(({ id }) => id)
      assert.deepEqual(lacks('order') ? came.toSorted() : came, lacks('order') ? ids.toSorted() : ids)
      assert.equal(bench.waiting, 0)
    })

    test('an inbox that is full stops the driver until it has room', async (context) => {
      const bench = await open(context)
      bench.room = 1
      for (let index = 0; index < 500; index++) await bench.driver.push(message(`${index}`))
      await bench.driver.run()
      const first = await bench.next()
      // What was under way may still come; not everything.
      assert.ok(bench.waiting < 400, `${bench.waiting} came into a full inbox`)
      bench.room = Number.POSITIVE_INFINITY
      bench.driver.onRoom()
      for (const job of first) await job.ack()
      for (let left = 499; left > 0; left--) await bench.run()
    })

    // spec 05 common 6
    test('a job put back comes again, with its new headers', async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      await bench.driver.push(message('again', { headers: { attempts: ['0'], kept: ['yes'] } }))
      let names: string[] = []
      await bench.run((job) => {
        names = Object.keys(job.headers).toSorted()
        return job.requeue({ ...job.headers, attempts: ['1'] }, 0)
      })
      const [job] = await bench.next()
      assert.equal(job?.id, 'again')
      assert.deepEqual(job?.headers['attempts'], ['1'])
      assert.deepEqual(job?.headers['kept'], ['yes'])
      // What a backend adds on the way may be seen, and does not pile up.
      assert.deepEqual(Object.keys(job?.headers ?? {}).toSorted(), names)
      assert.equal(job?.priority, 10)
      await job?.ack()
    })

    test('a job that is refused for now comes again', async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      await bench.driver.push(message('refused'))
      await bench.run((job) => job.reject(true, 0))
      assert.equal(await bench.run(), 'refused')
    })

    test('a delayed job waits', { skip: lacks('delay') }, async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      const began = performance.now()
      await bench.driver.push(message('later', { delaySeconds: 1 }))
      await bench.driver.push(message('now'))
      assert.equal(await bench.run(), 'now')
      assert.equal(await bench.run((job) => job.requeue(job.headers, 1)), 'later')
      assert.ok(performance.now() - began >= 990, 'it came early')
      assert.equal(await bench.run(), 'later')
      assert.ok(performance.now() - began >= 1980, 'it came early again')
    })

    // spec 05 #70
    test('jobs that are due at the same time all come', { skip: lacks('delay') }, async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      for (const id of ['a', 'b', 'c']) await bench.driver.push(message(id, { delaySeconds: 1 }))
      const jobs = await bench.next(3)
      for (const job of jobs) await job.ack()
      assert.deepEqual(jobs.map(({ id }) => id).toSorted(), ['a', 'b', 'c'])
    })

    test('a job that could not be run comes again', { skip: lacks('redelivery') }, async (context) => {
      const bench = await open(context)
      await bench.driver.run()
      await bench.driver.push(message('failed'))
      await bench.run((job) => job.nack())
      assert.equal(await bench.run(), 'failed')
    })

    test('what was not settled comes again after a stop', { skip: lacks('durable') }, async (context) => {
      const name = `durable-${process.pid}-${++pipelines}`
      const before = await Bench.open(definition, name, under.config(name))
      await before.driver.run()
      for (const id of ['done', 'begun', 'waiting']) await before.driver.push(message(id))
      await before.run()
      const [begun] = await before.next()
      await before.driver.stop()
      await assert.rejects(async () => begun?.ack(), /pipeline is probably stopped/)
      const after = await open(context, name)
      await after.driver.run()
      const jobs = await after.next(2)
      for (const job of jobs) await job.ack()
      assert.deepEqual(jobs.map(({ id }) => id).toSorted(), ['begun', 'waiting'])
    })

    test('the state counts what waits, what is delayed and what is out', async (context) => {
      const bench = await open(context)
      const { active, delayed } = await bench.driver.state()
      assert.deepEqual([active, delayed], [0, 0])
      if (!lacks('delay')) {
        await bench.driver.push(message('later', { delaySeconds: 600 }))
        assert.equal((await bench.driver.state()).delayed, 1)
      }
      await bench.driver.run()
      await bench.driver.push(message('now'))
      const [job] = await bench.next()
      assert.equal((await bench.driver.state()).active, 1)
      await job?.ack()
      assert.equal((await bench.driver.state()).active, 0)
    })
  })
}
