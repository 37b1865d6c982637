import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { until } from '../../../test/support/wait.ts'
import { DescriptorOutput } from './output.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-logs-'))
after(() => rmSync(folder, { recursive: true }))

/** A program that logs with these settings. */
function program(settings: Record<string, unknown>, act: string): string {
  const path = join(folder, `${Math.random()}.ts`)
  writeFileSync(
    path,
    `import { config } from '${import.meta.dirname}/config.ts'
     import { createLogging } from '${import.meta.dirname}/create-logging.ts'
     const logging = createLogging(config.parse(${JSON.stringify(settings)}))
     const log = logging.logger('http')
     ${act}`,
  )
  return path
}

test('createLogging() writes to stderr, and to stdout when told', async () => {
  const run = async (settings: object): Promise<{ stdout: string; stderr: string }> =>
    promisify(execFile)(process.execPath, [program({ mode: 'raw', ...settings }, `log.info('line')`)])
  assert.deepEqual(await run({}), { stdout: '', stderr: 'line\n' })
  assert.deepEqual(await run({ output: 'stdout' }), { stdout: 'line\n', stderr: '' })
  assert.deepEqual(await run({ output: ['stdout', 'stderr'] }), { stdout: 'line\n', stderr: 'line\n' })
})

for (const kind of ['socket', 'pipe'] as const) {
  test(`DescriptorOutput neither blocks on the slow reader of a ${kind} nor loses lines at the exit`, {
    timeout: 60_000,
  }, async () => {
    const lines = 4000
    const act = `
      const start = performance.now()
      for (let i = 0; i < ${lines}; i++) log.info('é'.repeat(50) + i)
      process.send(performance.now() - start)
      process.exit(3)`
    const { reader, writer } = channel(kind)
    const child = spawn(process.execPath, [program({ mode: 'raw', output: 'stdout' }, act)], {
      stdio: ['ignore', writer, 'inherit', 'ipc'],
    })
    if (typeof writer === 'number') closeSync(writer)
    // Nobody reads until it has logged more than six times what the pipe holds.
    const [tookMs] = (await once(child, 'message')) as [number]
    assert.ok(tookMs < 30_000, `logging took ${tookMs} ms`)
    const text = await readAll(reader ?? (child.stdout as Readable))
    assert.equal(child.exitCode ?? ((await once(child, 'exit')) as [number])[0], 3)
    const expected = Array.from({ length: lines }, (_, index) => `${'é'.repeat(50)}${index}\n`).join('')
    assert.ok(text === expected, `${text.length} characters arrived of ${expected.length}`)
  })
}

/** Both ends of what the child writes to. Node itself makes sockets; shells and PHP make pipes. */
function channel(kind: 'socket' | 'pipe'): { reader?: Socket; writer: number | 'pipe' } {
  if (kind === 'socket') return { writer: 'pipe' }
  const path = join(folder, `${Math.random()}.fifo`)
  execFileSync('mkfifo', [path])
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return { reader: new Socket({ fd, readable: true, writable: false }).pause(), writer: openSync(path, 'w') }
}

async function readAll(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += chunk as string
  return text
}

test('DescriptorOutput drops what a stuck reader never takes, and says how much', { timeout: 30_000 }, async () => {
  const errors = join(folder, 'errors.log')
  const act = `
    const line = 'x'.repeat(1024 * 1024 - 1)
    for (let i = 0; i < 12; i++) log.info(line)
    process.on('message', () => {})
    process.send('logged')`
  const settings = { mode: 'raw', output: 'stdout', err_output: errors }
  const child = spawn(process.execPath, [program(settings, act)], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  await once(child, 'message')
  let bytes = 0
  child.stdout?.on('data', (chunk: Buffer) => (bytes += chunk.length))
  await until('what was held', () => bytes >= 8 * 1024 * 1024, 60_000)
  await until('the report of what was dropped', () => readFileSync(errors, 'utf8') !== '', 60_000)
  const exit = once(child, 'exit')
  child.disconnect()
  await exit
  assert.equal(bytes % (1024 * 1024), 0)
  assert.match(
    readFileSync(errors, 'utf8'),
    / write error: write stdout: [34] records were dropped, its reader is too slow\n$/,
  )
})

test('DescriptorOutput reports the first of a series of failures and goes on', () => {
  const troubles: string[] = []
  const output = new DescriptorOutput(1_000_000, 'x.log', (text) => troubles.push(text))
  output.write('a', true)
  output.write('b', true)
  output.close()
  assert.deepEqual(troubles, ['write x.log: bad file descriptor'])
})

test('createLogging() goes on when the reader of its pipe is gone', { timeout: 20_000 }, async () => {
  const act = `
    process.once('message', () => {
      for (let i = 0; i < 10; i++) log.info('unheard')
      process.send('alive')
      process.disconnect()
    })
    process.send('up')`
  const child = spawn(process.execPath, [program({ output: 'stdout' }, act)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk))
  await once(child, 'message')
  child.stdout?.destroy()
  child.send('go')
  assert.deepEqual(await once(child, 'message').then(([message]) => message as string), 'alive')
  await once(child, 'close')
  assert.match(errors, /^\S+ write error: write stdout: broken pipe\n$/)
})
