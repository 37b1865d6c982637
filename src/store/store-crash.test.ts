import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { hasSmallDisks, onSmallDisk } from '../../test/support/small-disk.ts'
import { until } from '../../test/support/wait.ts'
import { openStore } from './store.ts'

const writer = [process.execPath, '--disable-warning=ExperimentalWarning', 'test/support/store-writer.ts']

/** A process that writes to a store until it is killed or fails; each line it prints is a confirmed write. */
class Writer {
  readonly child: ChildProcess
  #text = ''

  constructor(command: readonly string[]) {
    const [program = '', ...args] = command
    this.child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (this.#text += chunk))
  }

  /** Numbers confirmed; the last line may be cut in two. */
  get confirmed(): string[] {
    return this.lines.filter((line) => /^\d+$/.test(line))
  }

  get lines(): string[] {
    return this.#text.split('\n').slice(0, -1)
  }

  async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close')
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.ended()
  }
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'courser-crash-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function numbersIn(file: string): Promise<{ queue: Set<string>; table: number }> {
  const store = await openStore({ file })
  try {
    const taken = await store.queue('jobs').take(1_000_000)
    return {
      queue: new Set(taken.map(({ body }) => Buffer.from(body).toString())),
      table: await store.table('records').count(),
    }
  } finally {
    await store.close()
  }
}

/** How often the crash test kills; more by hand: `CRASHES=300 tools/node --test src/store/store-crash.test.ts`. */
const crashes = Number(process.env['CRASHES'] ?? 6)

test('what was confirmed is there after SIGKILL at any moment', async (t) => {
  for (let round = 0; round < crashes; round++) {
    const folder = folderOf(t)
    const file = join(folder, 'a.db')
    const process = new Writer([...writer, file, '8'])
    const least = 1 + Math.floor(Math.random() * 200)
    await until('some confirmed writes', () => process.confirmed.length >= least)
    await process.kill()
    const { queue, table } = await numbersIn(file)
    const lost = process.confirmed.filter((number) => !queue.has(number))
    assert.deepEqual(lost, [], `round ${round}`)
    assert.ok(table >= process.confirmed.length)
    rmSync(folder, { recursive: true })
  }
})

test('a log that was cut anywhere behind the last sync has all that was confirmed, and whole batches alone', async (t) => {
  const folder = folderOf(t)
  const file = join(folder, 'a.db')
  const process = new Writer([...writer, file, '4'])
  await until('some confirmed writes', () => process.confirmed.length >= 50)
  const synced = process.confirmed
  // The log begins anew after 1 000 pages; so few writes are all in its first run.
  const syncedBytes = statSync(`${file}-wal`).size
  await until('more of them', () => process.confirmed.length >= 80)
  await process.kill()
  const behind = statSync(`${file}-wal`).size - syncedBytes
  assert.ok(behind >= 0)
  for (const share of [0, 0.001, 0.1, 0.35, 0.5, 0.77, 0.999]) {
    const copy = join(folder, `copy-${share}.db`)
    copyFileSync(file, copy)
    copyFileSync(`${file}-wal`, `${copy}-wal`)
    truncateSync(`${copy}-wal`, syncedBytes + Math.floor(behind * share))
    const { queue, table } = await numbersIn(copy)
    assert.equal(queue.size, table, 'a push and a set of one batch are there together, or neither')
    const lost = synced.filter((number) => !queue.has(number))
    assert.deepEqual(lost, [], `cut at ${syncedBytes} + ${share} × ${behind} bytes`)
  }
})

test('a second process cannot open the file: it waits for its time, and says who is in the way', async (t) => {
  const file = join(folderOf(t), 'a.db')
  const process = new Writer([...writer, file, '1'])
  t.after(() => process.kill())
  await until('the first write', () => process.confirmed.length > 0)
  await assert.rejects(openStore({ file, lockTimeoutMs: 50 }), {
    code: 'RR_STORE_LOCKED',
    message: /a\.db: timeout, another process has held it for 50 ms/,
  })
})

test('a second process gets the file once the first has left it', async (t) => {
  const file = join(folderOf(t), 'a.db')
  const process = new Writer([...writer, file, '1'])
  t.after(() => process.kill())
  await until('the first write', () => process.confirmed.length > 0)
  const second = openStore({ file, lockTimeoutMs: 20_000 })
  await process.kill()
  const store = await second
  assert.ok((await store.table('records').count()) > 0)
  await store.close()
})

/** Where no small disk can be made, the answers of a full one are put in its place. */
function onFullDisk(folder: string, command: readonly string[]): string[] {
  if (hasSmallDisks()) return onSmallDisk(folder, 256, command)
  return traced('/dev/null', ['trace=pwrite64', 'inject=pwrite64:error=ENOSPC:when=400+'], command)
}

/** Words that run a program with its calls to the system written down, or changed. */
function traced(output: string, what: readonly string[], command: readonly string[]): string[] {
  return ['strace', '-f', '-qq', '--seccomp-bpf', '-o', output, ...what.flatMap((one) => ['-e', one]), ...command]
}

test('a full disk is named as such, and nothing that was confirmed is lost', async (t) => {
  const folder = folderOf(t)
  const process = new Writer(onFullDisk(folder, [...writer, join(folder, 'a.db'), '4']))
  await process.ended()
  assert.equal(process.child.exitCode, 3)
  const failures = process.lines.filter((line) => line.startsWith('failed'))
  assert.ok(process.confirmed.length > 0)
  assert.match(
    failures[0] ?? '',
    /Cannot write to the store .*a\.db: database or disk is full, wanted space on its disk/,
  )
})

test('a write is answered after a sync that began behind it has returned, however long that takes', async (t) => {
  const folder = folderOf(t)
  const calls = join(folder, 'calls')
  const slow = ['trace=fdatasync,fsync,write', 'inject=fdatasync,fsync:delay_exit=20000']
  const process = new Writer(traced(calls, slow, [...writer, join(folder, 'a.db'), '1', '12']))
  await process.ended()
  assert.equal(process.confirmed.length, 12, `strace must be allowed here: ${process.lines.join('; ')}`)
  // In the order in which they ended, one line each; a call that others overtook has two.
  const between = readFileSync(calls, 'utf8').split(/^.*write\(1, "\d+\\n".*$/m)
  assert.equal(between.length, 13)
  for (const [number, lines] of between.slice(0, 12).entries()) {
    assert.match(lines, /f(data)?sync\(\d+(\)| <unfinished)[^]*= 0/, `before the answer of write ${number}`)
  }
})

test('a sync that fails is never confirmed, and nothing is written after it', async (t) => {
  const file = join(folderOf(t), 'a.db')
  const failing = ['trace=fdatasync,fsync', 'inject=fdatasync,fsync:error=EIO:when=20+']
  const process = new Writer(traced('/dev/null', failing, [...writer, file, '2']))
  await process.ended()
  assert.ok(process.confirmed.length > 0)
  assert.match(
    process.lines.find((line) => line.startsWith('failed')) ?? '',
    /disk did not confirm an earlier write \(disk I\/O error\)/,
  )
  assert.match(process.lines.at(-1) ?? '', /^then Cannot write to the store .*disk did not confirm/)
  assert.ok(existsSync(file))
  const { queue } = await numbersIn(file)
  assert.deepEqual(
    process.confirmed.filter((number) => !queue.has(number)),
    [],
  )
})
