import assert from 'node:assert/strict'
import { closeSync, fstatSync, writeSync } from 'node:fs'
import { describe, it } from 'node:test'
import { makePipes, type Pipe } from './pipes.ts'
import { readErrors } from './process-errors.ts'

async function reader(): Promise<{ pipe: Pipe; texts: string[]; next: () => Promise<string>; closed: () => boolean }> {
  const [pipe] = (await makePipes(1)) as [Pipe]
  const texts: string[] = []
  let wake = (): void => {}
  readErrors(pipe.read, (text) => {
    texts.push(text)
    wake()
  })
  const next = async (): Promise<string> => {
    if (texts.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    return texts.shift() ?? ''
  }
  const closed = (): boolean => {
    try {
      return !fstatSync(pipe.read).isFIFO()
    } catch {
      return true
    }
  }
  return { pipe, texts, next, closed }
}

/** The reader alone does not keep the process running; a test must. */
async function awake<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, 1000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

describe('readErrors()', () => {
  // spec 01 §15.1
  it('hands over each chunk as it is, its newline kept', async () => {
    const { pipe, next } = await reader()
    await awake(async () => {
      for (const text of ['one line\n', 'two\nlines\n', 'none']) {
        writeSync(pipe.write, text)
        assert.equal(await next(), text)
      }
    })
    closeSync(pipe.write)
  })

  it('keeps a character whole that comes in two chunks', async () => {
    const { pipe, next } = await reader()
    await awake(async () => {
      writeSync(pipe.write, Buffer.from([0x61, 0xc3]))
      assert.equal(await next(), 'a')
      writeSync(pipe.write, Buffer.from([0xa4]))
      assert.equal(await next(), 'ä')
    })
    closeSync(pipe.write)
  })

  // spec 01 #101, D19
  it('reads to the end of what a dead process has left, then closes', async () => {
    const { pipe, next, closed } = await reader()
    await awake(async () => {
      writeSync(pipe.write, 'e'.repeat(60_000))
      closeSync(pipe.write)
      let length = 0
      while (length < 60_000) length += (await next()).length
      while (!closed()) await new Promise((resolve) => setImmediate(resolve))
    })
  })
})
