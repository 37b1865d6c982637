import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Bench, message, testJobsDriver } from '../testing/driver-contract.ts'
import { memory } from './memory.ts'

testJobsDriver(memory, { config: () => ({}), lacks: ['redelivery', 'durable'] })

test('memory takes no more jobs out than prefetch says', async () => {
  // spec 05 #15
  const bench = await Bench.open(memory, 'prefetch', { prefetch: 2 })
  await bench.driver.run()
  for (const id of ['a', 'b', 'c']) await bench.driver.push(message(id))
  assert.equal(bench.waiting, 2)
  await bench.run()
  assert.deepEqual(
    (await bench.next(2)).map(({ id }) => id),
    ['b', 'c'],
  )
  await bench.driver.stop()
})

test('memory refuses what goes beyond its limit, delayed jobs included', async () => {
  const bench = await Bench.open(memory, 'limit', { memory_limit: 1 })
  const payload = Buffer.alloc(600_000)
  await bench.driver.push(message('fits', { payload, delaySeconds: 60 }))
  assert.throws(() => bench.driver.push(message('too much', { payload })), {
    code: 'RR_JOBS_MEMORY_FULL',
    message: /local pipeline is full, 1 MiB of jobs wait already \(jobs.pipelines.limit.config.memory_limit\)/,
  })
  await bench.driver.push(message('small'))
  await bench.driver.stop()
})

test('memory drops a job that could not be run or is refused', async () => {
  // spec 05 §1.6
  const bench = await Bench.open(memory, 'drops', {})
  await bench.driver.run()
  for (const id of ['nack', 'reject', 'last']) await bench.driver.push(message(id))
  await bench.run((job) => job.nack())
  await bench.run((job) => job.reject(false, 0))
  assert.equal(await bench.run(), 'last')
  assert.equal(bench.waiting, 0)
  await bench.driver.stop()
})
