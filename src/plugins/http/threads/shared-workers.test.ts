// Two threads' worth of lending over a real channel, with pools that tests hold in their hands.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { MessageChannel } from 'node:worker_threads'
import { until } from '../../../../test/support/wait.ts'
import { encodeRequest } from '../../../goridge/request.ts'
import { OpError } from '../../../lib/op-error.ts'
import type { EncodedRequest, ExecHandler, Lending, LentRequest, Loan, Pool } from '../../../pool/contract.ts'
import { Figures } from './figures.ts'
import { SharedWorkers } from './shared-workers.ts'

const request = encodeRequest(8, 'context', Buffer.from('body'))
const noBytes = Buffer.alloc(0)

/** One thread's pool: requests wait in `line`; those that other threads lend are in `borrowed`. */
class HeldPool implements Lending {
  free = false
  readonly line: LentRequest[] = []
  readonly events: string[] = []
  readonly borrowed: { readonly request: EncodedRequest; readonly handler: ExecHandler }[] = []
  loan: Loan | undefined
  /** What the client of a lent request says to a part. */
  reads = true
  onWaiting: (() => void) | undefined
  onFreeWorker: (() => void) | undefined

  get hasFreeWorker(): boolean {
    return this.free
  }

  wait(): void {
    this.line.push({ request, part: (_context, body) => this.#note(`part ${body.length}`, this.reads) })
    this.onWaiting?.()
  }

  becomeFree(): void {
    this.free = true
    this.onFreeWorker?.()
  }

  exec(borrowed: EncodedRequest, handler: ExecHandler): ReturnType<Pool['exec']> {
    this.free = false
    this.borrowed.push({ request: borrowed, handler })
    const note = (event: string) => (): void => void this.events.push(event)
    return { resume: note('resume'), cancel: note('cancel'), withdraw: () => false }
  }

  lend(to: Loan): LentRequest | undefined {
    this.loan = to
    return this.line.shift()
  }

  returned(lent: LentRequest): void {
    this.events.push('returned')
    this.line.unshift(lent)
  }

  answered(_lent: LentRequest, context: Buffer, body: Buffer, codec: number): void {
    this.events.push(`answered ${context.toString()} ${body.toString()} ${codec}`)
  }

  failed(_lent: LentRequest, error: Error): void {
    this.events.push(`failed ${error.message}${error instanceof OpError && error.is('Timeout') ? ' (timeout)' : ''}`)
  }

  #note(event: string, answer: boolean): boolean {
    this.events.push(event)
    return answer
  }
}

interface Pair {
  readonly here: HeldPool
  readonly there: HeldPool
  readonly figures: Figures
  readonly sharedThere: SharedWorkers
}

function pair(context: TestContext): Pair {
  const { port1, port2 } = new MessageChannel()
  const figures = new Figures(Figures.memory(2))
  const share = (self: number, held: HeldPool): SharedWorkers => {
    const ports = self === 0 ? [undefined, port1] : [port2, undefined]
    return new SharedWorkers({ self, pool: held as unknown as Pool, lending: held, figures, ports })
  }
  const [here, there] = [new HeldPool(), new HeldPool()]
  const sharedHere = share(0, here)
  const sharedThere = share(1, there)
  context.after(() => {
    sharedHere.close()
    sharedThere.close()
  })
  return { here, there, figures, sharedThere }
}

/** Waits for the next thing that a pool is told. */
async function told(pool: HeldPool, event: string): Promise<void> {
  await until(
    () => `${event}; told was ${pool.events.join(', ')}`,
    () => pool.events.includes(event),
  )
}

async function lent(pool: HeldPool): Promise<ExecHandler> {
  await until('a borrowed request', () => pool.borrowed.length > 0)
  return pool.borrowed[0]?.handler as ExecHandler
}

test('a request that begins to wait runs on the worker that is idle in the other thread', async (context) => {
  const { here, there } = pair(context)
  there.becomeFree()
  here.wait()
  const handler = await lent(there)
  assert.deepEqual(there.borrowed[0]?.request, { ...request, id: 0 })
  handler.onPart(Buffer.from('head'), Buffer.from('text'), 8, false)
  await told(here, 'answered head text 8')
})

test('a worker that becomes idle gets a request that waits in the other thread', async (context) => {
  const { here, there } = pair(context)
  here.wait()
  assert.equal(there.borrowed.length, 0)
  there.becomeFree()
  const handler = await lent(there)
  handler.onError(new OpError('exec', 'Timeout', new Error('too long')))
  await told(here, 'failed exec: Timeout: too long (timeout)')
})

test('a request that finds no idle worker any more is returned, and offered nowhere that has none', async (context) => {
  const { here, there, figures } = pair(context)
  there.becomeFree()
  there.free = false
  here.wait()
  await told(here, 'returned')
  assert.deepEqual([here.line.length, there.borrowed.length, figures.get(1, 'free')], [1, 0, 0])
  there.becomeFree()
  await lent(there)
})

test('an offer that comes too late is declined, and the next one is made again', async (context) => {
  const { here, there, figures } = pair(context)
  here.wait()
  here.line.length = 0
  there.becomeFree()
  await until('the word to be taken back', () => figures.get(0, 'waiting') === 0)
  here.wait()
  await lent(there)
})

test('a client that reads slowly holds back the worker in the other thread', async (context) => {
  const { here, there } = pair(context)
  there.becomeFree()
  here.reads = false
  here.wait()
  const handler = await lent(there)
  const piece = Buffer.alloc(600_000)
  assert.equal(handler.onPart(noBytes, piece, 8, true), true)
  assert.equal(handler.onPart(noBytes, piece, 8, true), false)
  await told(here, 'part 600000')
  assert.deepEqual([here.events.length, there.events], [1, []])
  here.reads = true
  here.loan?.resume()
  await told(there, 'resume')
  handler.onPart(noBytes, Buffer.from('end'), 8, false)
  await told(here, 'answered  end 8')
  assert.deepEqual(here.events, ['part 600000', 'part 600000', 'answered  end 8'])
})

test('a client that leaves cancels the request in the other thread, once', async (context) => {
  const { here, there } = pair(context)
  there.becomeFree()
  here.wait()
  const handler = await lent(there)
  handler.onPart(noBytes, Buffer.from('part'), 8, true)
  await told(here, 'part 4')
  here.loan?.abandon()
  await told(there, 'cancel')
  await told(here, 'failed the request was given up')
  assert.equal(there.events.length, 1)
})

test('requests that run in a thread that ends fail', async (context) => {
  const { here, there, sharedThere } = pair(context)
  there.becomeFree()
  here.wait()
  await lent(there)
  sharedThere.close()
  await told(here, 'failed http_threads: Network: the thread that ran the request has ended')
})
