import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fstatSync, readdirSync, readlinkSync, readSync, writeSync } from 'node:fs'
import { describe, it } from 'node:test'
import { closePipe, makePipes, type Pipe, unreadBytes } from './pipes.ts'

function close({ read, write }: Pipe): void {
  closeSync(read)
  closeSync(write)
}

describe('makePipes()', () => {
  it('makes real pipes, which carry bytes from one end to the other', async () => {
    // spec 01 §3.3: never socket pairs
    const pipes = await makePipes(3)
    assert.equal(new Set(pipes.flatMap(({ read, write }) => [read, write])).size, 6)
    for (const pipe of pipes) {
      assert.ok(fstatSync(pipe.read).isFIFO())
      writeSync(pipe.write, 'through')
      const buffer = Buffer.alloc(16)
      assert.equal(buffer.toString('utf8', 0, readSync(pipe.read, buffer)), 'through')
      close(pipe)
    }
  })

  it('leaves no end to a child that is not given it', async () => {
    const [pipe] = (await makePipes(1)) as [Pipe]
    const inode = fstatSync(pipe.read).ino
    const child = spawn('sleep', ['60'], { stdio: 'ignore' })
    await once(child, 'spawn')
    const links = readdirSync(`/proc/${child.pid}/fd`).map((fd) => readlinkSync(`/proc/${child.pid}/fd/${fd}`))
    assert.ok(!links.includes(`pipe:[${inode}]`), links.join())
    child.kill('SIGKILL')
    close(pipe)
  })
})

describe('unreadBytes()', () => {
  it('counts what waits in a pipe, and knows nothing of a closed descriptor', async () => {
    const [pipe] = (await makePipes(1)) as [Pipe]
    assert.equal(unreadBytes(pipe.read), 0)
    writeSync(pipe.write, '12345')
    assert.equal(unreadBytes(pipe.read), 5)
    assert.equal(unreadBytes(pipe.write), 5)
    close(pipe)
    assert.equal(unreadBytes(-1), undefined)
  })
})

describe('closePipe()', () => {
  it('closes both ends', async () => {
    const [pipe] = (await makePipes(1)) as [Pipe]
    closePipe(pipe)
    const isClosed = (fd: number): boolean => {
      try {
        return fstatSync(fd).ino === 0
      } catch {
        return true
      }
    }
    for (let turns = 0; turns < 1000 && !(isClosed(pipe.read) && isClosed(pipe.write)); turns++) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    assert.ok(isClosed(pipe.read) && isClosed(pipe.write))
  })
})
