// Jobs in a file of the server's own: what was accepted runs, whatever happens to the server. Cases: spec 05 #66 to #71.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it, type TestContext } from 'node:test'
import { playCrashes } from '../crash/play.ts'
import { jobsConfig, pushJob, statOf, untilBegun } from '../support/jobs.ts'
import { TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const folder = (context: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'courser-boltdb-'))
  context.after(() => rmSync(path, { recursive: true }))
  return path
}

it('gives jobs to PHP with the name of their bucket', async (context) => {
  const server = await startServer(context, {
    config: jobsConfig({ consume: ['test'], pipelines: { test: { driver: 'boltdb', config: { file: 'jobs.db' } } } }),
  })
  const id = await pushJob(server, 'test', { do: 'requeue', times: 2 })
  const begun = await untilBegun(server, 3)
  const headers = { attempts: ['2'] }
  assert.deepEqual(
    Object.entries(begun[2]?.context ?? {}),
    Object.entries({ id, job: 'App\\Job', driver: 'boltdb', headers, queue: 'push', pipeline: 'test' }),
  )
  await until('the job to be done', async () => ((await statOf(server, 'test'))?.active ?? 0) === 0)
})

// spec 05 #69
it('runs every job that was accepted, in order and not before its time, however often the server is killed', async () => {
  // More kills, and others: npm run test:crash.
  const seed = Date.now() % 1_000_000_000
  const { kills, accepted, faults } = await playCrashes(seed, 3)
  assert.deepEqual(faults, [], `seed ${seed}, ${kills} kills`)
  assert.ok(accepted > 0)
})

it('refuses pushes with the cause once the disk has failed to confirm one, and has all that it confirmed', async (context) => {
  const path = folder(context)
  const pipelines = { test: { driver: 'boltdb', config: { file: join(path, 'jobs.db') } } }
  const failing = ['-f', '-D', '-qq', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fdatasync,fsync']
  const broken = await startServer(context, {
    config: jobsConfig({ pipelines }),
    under: ['strace', ...failing, '-e', 'inject=fdatasync,fsync:error=EIO:when=40+'],
  })
  const accepted: string[] = []
  let refusal = ''
  while (refusal === '' && accepted.length < 100) {
    await pushJob(broken, 'test', {}).then(
      (id) => accepted.push(id),
      (error: unknown) => (refusal = (error as Error).message),
    )
  }
  const cause = /Cannot write to the store .*jobs\.db: the disk did not confirm an earlier write \(disk I\/O error\)/
  assert.match(refusal, cause)
  await assert.rejects(pushJob(broken, 'test', {}), cause)
  broken.signal('SIGKILL')
  await broken.exited()
  const server = await startServer(context, { config: jobsConfig({ consume: ['test'], pipelines }) })
  assert.ok(accepted.length > 0)
  const begun = (await untilBegun(server, accepted.length)).map(({ context: { id } }) => String(id))
  // One that was refused may be there, too: what a disk did of it is not known.
  assert.deepEqual(begun.slice(0, accepted.length), accepted)
})

it('does not start on a file that is damaged or of another program: says which, and why', async (context) => {
  const path = folder(context)
  const damaged = join(path, 'damaged.db')
  writeFileSync(damaged, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8000, 7)]))
  const server = new TestServer({
    config: jobsConfig({ pipelines: { test: { driver: 'boltdb', config: { file: damaged } } } }),
  })
  const exit = await (await server.launch()).promise
  server.dispose()
  assert.notEqual(exit.code, 0)
  assert.match(
    exit.stdout + exit.stderr,
    /Cannot use the store .*damaged\.db: it is damaged \(file is not a database\)/,
  )
})
