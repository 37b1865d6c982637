import { FrameDecoder } from '../decoder.ts'

/** A frame as a test compares it. */
export interface DecodedFrame {
  readonly flags: number
  readonly stream: number
  readonly option: number
  readonly optionCount: number
  readonly payload: string
}

/** What a decoder made of some chunks. */
export interface Decoded {
  readonly frames: readonly DecodedFrame[]
  /** Sizes of the payloads that came in pieces. */
  readonly large: readonly number[]
  readonly garbage: Buffer | undefined
  /** Nothing of a next frame has come. */
  readonly atBoundary: boolean
}

/** Decodes chunks, each in a buffer that is overwritten behind the call, as a relay's is. Payloads come as latin1. */
export function decode(chunks: readonly Buffer[], pieceBytes = 1_048_576): Decoded {
  const frames: DecodedFrame[] = []
  const large: number[] = []
  let garbage: Buffer | undefined
  let open: { frame: Omit<DecodedFrame, 'payload'>; parts: Buffer[] } | undefined
  const decoder = new FrameDecoder(
    {
      frame: (flags, stream, option, optionCount, payload) => {
        frames.push({ flags, stream, option, optionCount, payload: payload.toString('latin1') })
      },
      large: (flags, stream, option, optionCount, payloadBytes) => {
        large.push(payloadBytes)
        open = { frame: { flags, stream, option, optionCount }, parts: [] }
      },
      piece: (bytes, end) => {
        open?.parts.push(Buffer.from(bytes))
        if (!end || open === undefined) return
        frames.push({ ...open.frame, payload: Buffer.concat(open.parts).toString('latin1') })
        open = undefined
      },
      garbage: (bytes) => {
        garbage = Buffer.from(bytes)
      },
    },
    pieceBytes,
  )
  for (const chunk of chunks) {
    const passing = Buffer.from(chunk)
    decoder.push(passing)
    passing.fill(0xee)
  }
  return { frames, large, garbage, atBoundary: decoder.atBoundary }
}
