import assert from 'node:assert/strict'
import { closeSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { type SpawnedProcess, type SpawnRequest, spawnProcess } from './spawn.ts'

const env = { PATH: process.env['PATH'] ?? '' }

function start(command: readonly string[], changes: Partial<SpawnRequest> = {}): Promise<SpawnedProcess> {
  return spawnProcess({ command, env, cwd: tmpdir(), stdio: 'pipes', ...changes })
}

function textFrom(fd: number): Promise<string> {
  return text(new Socket({ fd, readable: true, writable: false }))
}

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length
}

describe('spawnProcess()', () => {
  it('gives a process three pipes', async () => {
    const started = await start(['sh', '-c', 'read line; echo "got $line"; echo "oh" >&2; exit 3'])
    writeSync(started.input, 'a line\n')
    assert.equal(await textFrom(started.output), 'got a line\n')
    assert.equal(await textFrom(started.errors), 'oh\n')
    assert.deepEqual(await started.exited, { code: 3, signal: null })
    closeSync(started.input)
  })

  it('gives it /dev/null instead when asked, and its errors all the same', async () => {
    const started = await start(['sh', '-c', 'ends=$(readlink /proc/$$/fd/0 /proc/$$/fd/1); echo "$ends" >&2'], {
      stdio: 'null',
    })
    assert.deepEqual([started.input, started.output], [-1, -1])
    assert.equal(await textFrom(started.errors), '/dev/null\n/dev/null\n')
  })

  it('uses exactly the environment and the folder given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'courser-spawn-'))
    const started = await start(['sh', '-c', 'pwd; echo "$ONE-$HOME"'], { cwd: folder, env: { ...env, ONE: '1' } })
    assert.equal(await textFrom(started.output), `${folder}\n1-\n`)
    closeSync(started.input)
    closeSync(started.errors)
    rmSync(folder, { recursive: true })
  })

  // spec 01 §4.1, #105
  it('puts it into a process group of its own', async () => {
    const started = await start(['sleep', '60'])
    const stat = readFileSync(`/proc/${started.pid}/stat`, 'latin1')
    assert.equal(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2], String(started.pid))
    started.kill()
    assert.deepEqual(await started.exited, { code: null, signal: 'SIGKILL' })
    for (const fd of [started.input, started.output, started.errors]) closeSync(fd)
  })

  // spec 01 §13.5
  it('kills the process alone, not the helpers that it has left behind', async () => {
    const started = await start(['sh', '-c', 'sleep 60 & echo $!; wait'])
    const output = new Socket({ fd: started.output, readable: true, writable: false })
    const helper = await new Promise<number>((resolve) => output.once('data', (chunk) => resolve(Number(chunk))))
    started.kill()
    await started.exited
    // Answers whether it exists.
    assert.ok(process.kill(helper, 0))
    process.kill(helper, 'SIGKILL')
    for (const fd of [started.input, started.errors]) closeSync(fd)
  })

  it('rejects, and keeps no descriptor, when the program cannot be started', async () => {
    await assert.rejects(start(['/no/such/program']), { code: 'ENOENT' })
    await assert.rejects(start(['/tmp']), { code: 'EACCES' })
    const before = openDescriptors()
    const failures = [
      start(['/no/such/program']),
      start(['sh'], { cwd: '/no/such/folder' }),
      start(['']),
      start(['sh', 'a\0b']),
      start(['sh', 'x'.repeat(4_000_000)]),
    ]
    for (const failure of failures) await assert.rejects(failure)
    for (let turns = 0; turns < 1000 && openDescriptors() > before; turns++) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    // Earlier tests may have given some back meanwhile.
    assert.ok(openDescriptors() <= before, `${openDescriptors()} descriptors, ${before} before`)
  })

  it('starts one process per turn of the event loop', async () => {
    const turns: number[] = []
    let turn = 0
    let counting = true
    const count = (): void => {
      turn++
      if (counting) setImmediate(count)
    }
    setImmediate(count)
    const starts = Array.from({ length: 4 }, async () => {
      const started = await start(['true'], { stdio: 'null' })
      turns.push(turn)
      closeSync(started.errors)
      await started.exited
    })
    await Promise.all(starts)
    counting = false
    assert.equal(new Set(turns).size, 4, turns.join())
  })
})
