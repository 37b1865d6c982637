import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Bench, message, testJobsDriver } from '../testing/driver-contract.ts'
import { boltdb } from './boltdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-jobs-'))
const file = join(folder, 'rr.db')
after(() => rmSync(folder, { recursive: true }))

testJobsDriver(boltdb, { config: () => ({ file }) })

test('boltdb forgets a job with auto_ack before it runs', async () => {
  // spec 05 #66
  const before = await Bench.open(boltdb, 'auto', { file })
  await before.driver.run()
  await before.driver.push(message('once', { autoAck: true }))
  const [job] = await before.next()
  assert.equal((await before.driver.state()).active, 0)
  await job?.nack()
  await before.driver.stop()
  const again = await Bench.open(boltdb, 'auto', { file })
  await again.driver.run()
  await again.driver.push(message('next'))
  assert.equal(await again.run(), 'next')
  await again.driver.stop()
})

test('boltdb counts jobs of a pipeline that takes none', async () => {
  // spec 05 #68
  const bench = await Bench.open(boltdb, 'counts', { file })
  await bench.driver.push(message('now'))
  await bench.driver.push(message('later', { delaySeconds: 600 }))
  assert.deepEqual(await bench.driver.state(), { queue: 'push', active: 1, delayed: 1, reserved: 0 })
  await bench.driver.stop()
})

test('boltdb gives out nothing that it takes while it is stopped', async () => {
  const bench = await Bench.open(boltdb, 'stopped', { file })
  await bench.driver.push(message('one'))
  void bench.driver.run()
  await bench.driver.stop()
  assert.equal(bench.waiting, 0)
  const again = await Bench.open(boltdb, 'stopped', { file })
  await again.driver.run()
  assert.equal(await again.run(), 'one')
  await again.driver.stop()
})

test('boltdb opens a file that another pipeline is about to let go', async () => {
  const own = { file: join(folder, 'own.db') }
  const first = await Bench.open(boltdb, 'first', own)
  const stopped = first.driver.stop()
  const second = await Bench.open(boltdb, 'second', own)
  await stopped
  await second.driver.push(message('one'))
  await second.driver.stop()
})
