// Who waits and who serves, in a model of worker processes and of time. Cases: spec 01 §8, §10, §12, §13, §19.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { answer, ModelPool, ms } from '../../test/property/model-pool.ts'
import { Flag } from '../goridge/frame.ts'
import { encodeRequest } from '../goridge/request.ts'

let own: ModelPool

beforeEach(async () => {
  own = await ModelPool.open()
})

afterEach(() => own.end())

describe('the line of requests', () => {
  test('is served first come first served', async () => {
    await own.start({ num_workers: 1 })
    const ids = ['r1', 'r2', 'r3', 'r4', 'r5']
    await own.answered(...ids.map((id) => own.send(id, [answer])))
    assert.deepEqual(
      own.started.map(({ id }) => id),
      ids,
    )
  })

  // spec 01 #62, #63
  test('refuses at once what is beyond max_queue_size, those that run included', async () => {
    await own.start({ num_workers: 1, max_queue_size: 1 })
    const first = own.send('r1', [ms(50), answer])
    const others = [own.send('r2', [answer]), own.send('r3', [answer])]
    await own.answered(...others)
    assert.equal(first.ended, false)
    assert.deepEqual(
      others.map(({ error }) => error),
      Array(2).fill('static_pool_exec: QueueSize: max queue size reached'),
    )
    await own.answered(first)
    assert.equal(own.pool.queueSize, 0)
  })

  // spec 01 #61
  test('is left after allocate_timeout', async () => {
    await own.start({ num_workers: 1, allocate_timeout: '1s' })
    const [first, late] = [own.send('r1', [ms(3000), answer]), own.send('r2', [answer])]
    await own.answered(late)
    assert.equal(late.error, 'static_pool_exec: NoFreeWorkers:\n\tstatic_pool_exec')
    await own.answered(first)
    assert.equal(first.text, 'answer of r1')
  })

  // spec 01 #47
  test('does not take an empty request', async () => {
    await own.start({ num_workers: 1 })
    const error = await own.inTime(
      new Promise<Error>((resolve) => {
        const handler = { onPart: () => true, onError: resolve }
        own.pool.exec(encodeRequest(Flag.json, '', Buffer.alloc(0)), handler)
      }),
    )
    assert.equal(error.message, 'static_pool_exec: payload can not be empty')
  })

  // spec 01 #65
  test('is closed once the pool is destroyed', async () => {
    await own.start({ num_workers: 1 })
    await own.inTime(own.pool.destroy(1))
    const client = own.send('r1', [answer])
    await own.answered(client)
    assert.match(client.error ?? '', /^static_pool_exec: Workers watcher stopped:/)
  })
})

describe('the idle workers', () => {
  test('serve in turn: the one that has waited longest first', async () => {
    await own.start({ num_workers: 3 })
    for (const id of ['r1', 'r2', 'r3', 'r4', 'r5', 'r6']) await own.answered(own.send(id, [answer]))
    assert.equal(own.servants, 3)
    const pids = own.started.map(({ pid }) => pid)
    assert.deepEqual(pids.slice(0, 3), pids.slice(3))
  })

  // spec 01 #52
  test('stay after an error of the application', async () => {
    await own.start({ num_workers: 1 })
    const client = own.send('r1', [['error']])
    await own.answered(client, own.send('r2', [answer]))
    assert.equal(client.error, 'sync_worker_receive_frame: SoftJobError: error of r1')
    assert.equal(own.servants, 1)
  })

  // spec 01 #55
  test('go after max_jobs requests', async () => {
    await own.start({ num_workers: 1, max_jobs: 1 })
    for (let count = 0; count < 10; count++) await own.answered(own.send(`r${count}`, [answer]))
    assert.equal(own.servants, 10)
  })

  // spec 01 #64
  test('are added and removed one by one, but never the last', async () => {
    await own.start({ num_workers: 2 })
    await own.inTime(own.pool.addWorker())
    await own.ready(3)
    for (let count = 0; count < 5; count++) await own.inTime(own.pool.removeWorker())
    await own.ready(1)
    assert.ok(own.log.includes("can't remove the last worker"))
  })

  // spec 01 #67
  test('are all others after a reset, and a request under way ends first', async () => {
    await own.start({ num_workers: 2 })
    const client = own.send('r1', [ms(200), answer])
    const before = own.world.alive.map(({ pid }) => pid)
    await own.inTime(own.pool.reset())
    assert.equal(client.text, 'answer of r1')
    assert.deepEqual(
      own.world.alive.map(({ pid }) => pid).filter((pid) => before.includes(pid)),
      [],
    )
  })

  // spec 01 #48
  test('are 500 at most', async () => {
    await assert.rejects(own.start({ num_workers: 501 }), /^Error: number of workers can't be more than 500$/)
    await own.start({ num_workers: 1 })
  })
})

describe('the pool in debug mode', () => {
  // spec 01 #91, D11
  test('has a worker for each request, and keeps none, also of those that fail', async () => {
    await own.start({ debug: true })
    const clients = [
      own.send('r1', [answer]),
      own.send('r2', [['error']]),
      own.send('r3', [['exit', 1]]),
      own.send('r4', [['text']]),
    ]
    await own.answered(...clients)
    assert.equal(own.servants, 4)
    assert.equal(clients[0]?.text, 'answer of r1')
    assert.deepEqual(await own.pool.workers(), [])
    await own.comes('the end of all', () => own.world.alive.length === 0)
  })

  test('refuses requests once it is destroyed, and tells so after exec has returned', async () => {
    await own.start({ debug: true })
    await own.inTime(own.pool.destroy(1))
    const order: string[] = []
    const client = own.send('r1', [answer])
    void client.done.then(() => order.push('told'))
    order.push(client.ended ? 'told inside exec' : 'returned')
    await own.answered(client)
    assert.deepEqual(order, ['returned', 'told'])
    assert.match(client.error ?? '', /^static_pool_allocate_workers: WorkerAllocate:.*Workers watcher stopped/s)
  })

  test('does not run a request for ever whose workers always ask to be replaced', async () => {
    await own.start({ debug: true })
    const client = own.send('r1', [['stop']])
    await own.answered(client)
    assert.equal(client.error, 'sync_worker_receive_frame: Network: EOF')
  })
})
