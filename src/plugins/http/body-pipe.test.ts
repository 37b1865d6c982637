import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BodyPipe, type FilterMaker } from './body-pipe.ts'

/** Passes bytes on with a mark behind them. */
const marking =
  (mark: string): FilterMaker =>
  (output) => ({ write: (bytes, last) => output.write(Buffer.concat([bytes, Buffer.from(mark)]), last) })

function ends(accepts = true) {
  const steps: string[] = []
  return {
    steps,
    write: (bytes: Buffer, last: boolean) => {
      steps.push(`${String(bytes)}${last ? '.' : ''}`)
      return accepts
    },
    resume: () => void steps.push('resume'),
    fail: (error: Error) => void steps.push(error.message),
  }
}

test('the first filter is the innermost', () => {
  const out = ends()
  const pipe = new BodyPipe([marking('1'), marking('2')], out)
  assert.ok(pipe.write(Buffer.from('a'), true))
  assert.deepEqual(out.steps, ['a12.'])
})

test('pressure flows back, and drain() reaches the source past filters that keep nothing', () => {
  const out = ends(false)
  const pipe = new BodyPipe([marking('1'), marking('2')], out)
  assert.equal(pipe.write(Buffer.from('a'), false), false)
  pipe.drain()
  assert.deepEqual(out.steps, ['a12', 'resume'])
})

test('a filter that keeps bytes decides when the source goes on', () => {
  const out = ends(false)
  const waiting: (() => void)[] = []
  const keeping: FilterMaker = (output) => ({
    write: () => false,
    drain: () => void waiting.push(() => output.resume()),
  })
  const pipe = new BodyPipe([marking('1'), keeping, marking('2')], out)
  pipe.drain()
  assert.deepEqual(out.steps, [])
  waiting[0]?.()
  assert.deepEqual(out.steps, ['resume'])
})

test('after destroy() nothing passes any more, and each filter is told once', () => {
  const out = ends()
  let destroyed = 0
  let late: () => void = () => {}
  const pipe = new BodyPipe(
    [
      (output) => {
        late = () => {
          output.write(Buffer.from('late'), true)
          output.fail(new Error('late'))
          output.resume()
        }
        return { write: () => true, destroy: () => void destroyed++ }
      },
    ],
    out,
  )
  pipe.destroy()
  pipe.destroy()
  late()
  pipe.write(Buffer.from('x'), true)
  assert.deepEqual([destroyed, out.steps], [1, []])
})
