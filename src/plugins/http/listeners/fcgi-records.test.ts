import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endRecord, type FcgiRecord, RecordReader, RecordType, readPairs, records, writePairs } from './fcgi-records.ts'

type Kept = Pick<FcgiRecord, 'type' | 'id'> & { readonly text: string }

function readAll(chunks: readonly Buffer[]): Kept[] {
  const kept: Kept[] = []
  const reader = new RecordReader(({ type, id, content }) => kept.push({ type, id, text: content.toString('latin1') }))
  for (const chunk of chunks) reader.push(chunk)
  return kept
}

test('records look as the specification says', () => {
  // FastCGI Specification, appendix B
  assert.deepEqual(records(RecordType.stdout, 258, Buffer.from('ab')), Buffer.from('0106010200020000' + '6162', 'hex'))
  assert.deepEqual(endRecord(1, 3), Buffer.from('0103000100080000' + '0000000003000000', 'hex'))
  const padded = Buffer.from('0104000100030500' + '616263' + '0000000000', 'hex')
  assert.deepEqual(readAll([padded]), [{ type: 4, id: 1, text: 'abc' }])
})

test('lengths of names and values take one byte or four', () => {
  const long = 'v'.repeat(200)
  const bytes = writePairs(['NAME', 'value', 'LONG', long])
  assert.equal(bytes.toString('hex', 0, 2), '0405')
  assert.equal(bytes.toString('hex', 11, 16), '04800000c8')
  assert.deepEqual(readPairs(bytes), ['NAME', 'value', 'LONG', long])
})

test('lengths that lie are errors', () => {
  for (const hex of ['05', '0405', '80', '800000', '04ffffffff61', '0401616263']) {
    assert.throws(() => readPairs(Buffer.from(hex, 'hex')), /cut off/, hex)
  }
  assert.throws(() => readAll([Buffer.from('0204000100000000', 'hex')]), /version 2/)
})

test('records come out the same however their bytes are cut', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  const random = generator(seed)
  for (let round = 0; round < 200; round++) {
    const sent = Array.from({ length: 1 + random(6) }, () => {
      const text = 'x'.repeat(random(5) === 0 ? 60_000 + random(20_000) : random(50))
      return { type: RecordType.stdin, id: random(65_536), text }
    })
    const bytes = Buffer.concat(sent.map(({ type, id, text }) => records(type, id, Buffer.from(text))))
    const got = joined(readAll(cut(bytes, random)))
    assert.deepEqual(got, joined(sent), `seed ${seed}`)
  }
})

test('garbage ends in an error or in nothing, never in a hang', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  const random = generator(seed)
  for (let round = 0; round < 300; round++) {
    const bytes = Buffer.from(Array.from({ length: random(100) }, () => random(256)))
    const run = (parse: () => unknown): void => {
      try {
        parse()
      } catch (error) {
        assert.match((error as Error).message, /FastCGI/, `seed ${seed}`)
      }
    }
    run(() => readAll(cut(bytes, random)))
    run(() => readPairs(bytes))
  }
})

/** Contents of one id in a row are one stream. */
function joined(all: readonly Kept[]): string[] {
  const streams: string[] = []
  let last = -1
  for (const { id, text } of all) {
    if (id === last) streams[streams.length - 1] += text
    else streams.push(`${id}:${text}`)
    last = id
  }
  return streams
}

function cut(bytes: Buffer, random: (below: number) => number): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random(random(2) === 0 ? 10 : 30_000)
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

/** Numbers from a seed (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0
  }
}
