import type { Random } from './random.ts'

/** A step of test/php/model-worker.php, and its argument: bytes, microseconds, seconds, an exit code, or a word. */
export type WorkerStep = readonly [
  (
    | 'answer'
    | 'part'
    | 'big'
    | 'error'
    | 'bent'
    | 'optionless'
    | 'overlong'
    | 'receipt'
    | 'text'
    | 'stop'
    | 'stop once'
    | 'chunks'
    | 'end'
    | 'nibble'
    | 'wait'
    | 'child'
    | 'rival'
    | 'hang'
    | 'exit'
  ),
  (string | number)?,
]

/** A way to treat a request, good or bad. */
export interface Treatment {
  /** How often it is drawn, beside the others. */
  readonly weight: number
  /** What a client may get instead of an error. */
  readonly result: 'answer' | 'big' | 'stream' | 'none'
  /** It may fail with an error of its own. */
  readonly fails?: true
  /** It may start twice: it asks to be run elsewhere. */
  readonly twice?: true
  /** The worker sends more, or less, than one answer: without receipts, it gets out of step. */
  readonly shifts?: true
  /** Only `exec_ttl` ends it. */
  readonly hangs?: true
  /** A worker that names its answers may have begun with another request when this one breaks it. */
  readonly breaksAhead?: true
  /** It may take a request of another from the pipe, or break the frames of one that is there already. */
  readonly harmsNext?: true
  steps(random: Random): readonly WorkerStep[]
}

const answer: WorkerStep = ['answer', 'answer']
const extra: WorkerStep = ['answer', 'extra']
/** Long enough for the next request to be written meanwhile, most of the time. */
const late = (random: Random): WorkerStep => ['wait', random.between(0, 4000)]
/** Bytes of an answer's frame, about. */
const frameBytes = 32

/** All that applications and their surroundings have been seen to do, and some more. */
export const treatments = {
  answer: { weight: 30, result: 'answer', steps: () => [answer] },
  slow: { weight: 6, result: 'answer', steps: (random) => [late(random), answer] },
  'works on': { weight: 6, result: 'answer', steps: (random) => [answer, late(random)] },
  error: { weight: 4, result: 'none', fails: true, steps: () => [['error']] },
  big: { weight: 2, result: 'big', steps: () => [['big', 1_300_000]] },
  stream: { weight: 8, result: 'stream', steps: (random) => [['chunks', random.between(1, 20)], ['end']] },
  'crash in the answer': {
    weight: 8,
    result: 'answer',
    fails: true,
    steps: (random) => [
      ['part', random.between(0, frameBytes)],
      ['exit', random.below(2)],
    ],
  },
  'crash after the answer': { weight: 6, result: 'answer', steps: (random) => [answer, late(random), ['exit', 1]] },
  'crash before the receipt': {
    weight: 6,
    result: 'answer',
    breaksAhead: true,
    shifts: true,
    steps: (random) => [answer, late(random), ['nibble', random.between(1, 37)], ['exit', 1]],
  },
  'crash in a stream': {
    weight: 3,
    result: 'stream',
    fails: true,
    steps: (random) => [
      ['chunks', random.between(1, 7)],
      ['exit', 1],
    ],
  },
  'error in a stream': {
    weight: 2,
    result: 'none',
    fails: true,
    steps: (random) => [['chunks', random.between(1, 7)], ['error']],
  },
  'self-stop in a stream': { weight: 2, result: 'none', fails: true, steps: () => [['chunks', 3], ['stop']] },
  hang: { weight: 2, result: 'none', fails: true, hangs: true, steps: () => [['hang']] },
  'no answer': { weight: 3, result: 'none', fails: true, hangs: true, shifts: true, steps: () => [] },
  'extra answer': { weight: 5, result: 'answer', shifts: true, steps: () => [answer, extra] },
  'late extra answer': { weight: 6, result: 'answer', shifts: true, steps: (random) => [answer, late(random), extra] },
  'error after the answer': { weight: 4, result: 'answer', shifts: true, steps: () => [answer, ['error']] },
  'late error': { weight: 4, result: 'answer', shifts: true, steps: (random) => [answer, late(random), ['error']] },
  'answer after the error': { weight: 3, result: 'none', fails: true, shifts: true, steps: () => [['error'], extra] },
  'extra end of a stream': {
    weight: 2,
    result: 'stream',
    shifts: true,
    steps: (random) => [['chunks', 2], ['end'], late(random), ['end']],
  },
  'self-stop before': { weight: 4, result: 'answer', twice: true, steps: () => [['stop once']] },
  'self-stop after': { weight: 4, result: 'answer', shifts: true, steps: () => [answer, ['stop']] },
  'late self-stop': {
    weight: 4,
    result: 'answer',
    shifts: true,
    steps: (random) => [answer, late(random), ['stop']],
  },
  'late self-stop and exit': {
    weight: 3,
    result: 'answer',
    shifts: true,
    steps: (random) => [answer, late(random), ['stop'], ['exit', 0]],
  },
  'text for an answer': { weight: 2, result: 'none', fails: true, breaksAhead: true, steps: () => [['text']] },
  'text after the answer': {
    weight: 2,
    result: 'answer',
    breaksAhead: true,
    harmsNext: true,
    shifts: true,
    steps: (random) => [answer, late(random), ['text']],
  },
  'bent answer': {
    weight: 2,
    result: 'none',
    fails: true,
    breaksAhead: true,
    steps: (random) => [['bent', random.below(6)]],
  },
  'answer without option': {
    weight: 1,
    result: 'none',
    fails: true,
    breaksAhead: true,
    steps: () => [['optionless'], answer],
  },
  'answer with a context too long': {
    weight: 1,
    result: 'none',
    fails: true,
    breaksAhead: true,
    steps: () => [['overlong'], answer],
  },
  'extra receipt': { weight: 1, result: 'answer', harmsNext: true, shifts: true, steps: () => [answer, ['receipt']] },
  'child that reads all': {
    weight: 2,
    result: 'answer',
    harmsNext: true,
    shifts: true,
    steps: () => [answer, ['child', '0.2']],
  },
  'child that reads beside': {
    weight: 2,
    result: 'answer',
    hangs: true,
    harmsNext: true,
    shifts: true,
    steps: () => [answer, ['rival', '0.2']],
  },
} as const satisfies Record<string, Treatment>

export type TreatmentName = keyof typeof treatments

/** How requests of that name are treated. */
export function treatment(name: TreatmentName): Treatment {
  return treatments[name]
}
