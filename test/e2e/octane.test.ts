// Laravel Octane's calls and its reading of our output, replayed: it cannot be installed here. Cases: spec 03 §14.1, §17.
import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { type TestContext, test } from 'node:test'
import { OctaneApplication, type OctaneOptions } from '../octane/application.ts'
import type { Shown } from '../octane/output.ts'
import { until } from '../support/wait.ts'

async function application(context: TestContext, options?: OctaneOptions): Promise<OctaneApplication> {
  const octane = new OctaneApplication()
  context.after(() => octane.dispose())
  await octane.install()
  return options === undefined ? octane : await octane.start(options)
}

/** Waits until something is shown; a failure names all that was printed. */
function shows(octane: OctaneApplication, matches: (shown: Shown) => boolean): Promise<Shown> {
  return until('Octane to show it', () => octane.shown.find(matches)).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}\n${octane.output}`)
  })
}

test('the launcher tells a version that Octane takes', async (context) => {
  // spec 03 #176
  const { code, stdout, stderr } = await (await application(context)).version()
  assert.deepEqual([code, stderr], [0, ''])
  assert.ok(stdout.startsWith('rr version'))
  const [year = 0, release = 0] = (stdout.split(' ')[2] ?? '').split('.').map(Number)
  assert.ok(year > 2023 || (year === 2023 && release >= 3), stdout)
})

test('the launch line starts over an empty .rr.yaml, with nothing but requests to show', async (context) => {
  // spec 03 #176
  const octane = await application(context, {})
  assert.equal((await octane.get('/pid?a=1')).status, 200)
  const request = await shows(octane, ({ how }) => how === 'request')
  assert.ok(request.how === 'request')
  assert.deepEqual([request.method, request.url, request.status], ['GET', '/pid?a=1', 200])
  assert.deepEqual(
    JSON.parse((await octane.get('/env')).text),
    ['local', octane.base, '1', 'http'],
    'environment of the workers',
  )
  assert.equal((await octane.get('/robots.txt')).text, 'User-agent: *\n', 'a file of the public folder')
  assert.equal(octane.processes().length, 1 + availableParallelism(), 'a worker per processor, and no other process')
  assert.equal(await octane.stop(), 0)
  // At level debug RoadRunner says `worker stopped` as well (spec 01 §15), and Octane shows it.
  const rest = octane.shown.filter(
    (shown) => shown.how !== 'request' && !('text' in shown && shown.text === 'worker stopped'),
  )
  assert.deepEqual(rest, [], octane.output)
})

test('what the application says on standard error arrives unchanged', async (context) => {
  // spec 03 #177
  const octane = await application(context, { workers: 1, logLevel: 'warn' })
  assert.equal((await octane.get('/says')).status, 200)
  await octane.stop()
  assert.deepEqual(octane.shown, [])
  const local = await application(context, { workers: 1 })
  assert.equal((await local.get('/says')).status, 200)
  await shows(local, (shown) => shown.how === 'raw' && shown.text === 'said by the application')
  await local.stop()
})

test('an exception of a page is an event, and a 500 without a body', async (context) => {
  // spec 03 #177, #102
  const octane = await application(context, { workers: 1 })
  const pid = (await octane.get('/pid')).text
  const { status, text } = await octane.get('/throws')
  assert.deepEqual([status, text], [500, ''])
  const shown = await shows(octane, ({ how }) => how === 'event')
  assert.ok(shown.how === 'event')
  const { type, message } = shown.event
  assert.deepEqual([type, message, shown.event['class']], ['throwable', 'a page failed', 'RuntimeException'])
  assert.equal((await octane.get('/pid')).text, pid)
  await octane.stop()
})

test('an application that does not boot is an event of its own', async (context) => {
  const octane = await application(context, { workers: 1 })
  assert.equal((await octane.get('/boot-fails')).status, 500)
  const shown = await shows(octane, ({ how }) => how === 'event')
  assert.ok(shown.how === 'event')
  assert.deepEqual([shown.event['type'], shown.event['message']], ['shutdown', 'the application does not boot'])
  assert.equal((await octane.get('/pid')).status, 200)
  await octane.stop()
})

test('--max-requests replaces a worker, without a failure', async (context) => {
  const octane = await application(context, { workers: 1, maxRequests: 2 })
  const pids: string[] = []
  for (let request = 0; request < 6; request++) pids.push((await octane.get('/pid')).text)
  assert.equal(new Set(pids).size, 3, pids.join(' '))
  await octane.stop()
})

test('octane:reload replaces every worker and prints nothing', async (context) => {
  // spec 03 #178
  const octane = await application(context, { workers: 1 })
  const before = (await octane.get('/pid')).text
  assert.deepEqual(await octane.reload(), { code: 0, stdout: '', stderr: '' })
  assert.notEqual((await octane.get('/pid')).text, before)
  await octane.stop()
})

test('octane:stop ends the server and its workers', async (context) => {
  // spec 03 #179
  const octane = await application(context, { workers: 2 })
  assert.equal(octane.processes().length, 3)
  assert.equal(await octane.stop(), 0)
  assert.deepEqual(octane.processes(), [])
})
