import { FrameDecoder } from '../goridge/decoder.ts'
import { Flag } from '../goridge/frame.ts'
import { PipeRelay } from '../goridge/pipe-relay.ts'
import type { Relay, RelayEvents } from '../goridge/relay.ts'
import { pidIn, pipelineFrame } from '../goridge/request.ts'
import { makePacketFifos, takeBackPackets } from '../os/packet-fifos.ts'
import type { SpawnedProcess } from '../os/spawn.ts'

/** The way to a worker that names its answers. */
export interface PipelineRoad {
  readonly relay: Relay
  /** Takes back what lies unread in its pipe, a buffer for each send, in order. */
  takeBack(): Buffer[]
}

/** Longest answer to the offer. */
const answerMaxBytes = 4096

/**
 * Offers a worker two pipes that its children do not inherit. It accepts by answering there; by answering on `relay`, where it was asked, it
 * declines. Undefined when it does, when it dies, or when the system has no such pipes; then nothing is left of them, and `relay` has no
 * owner in any case. Follows: docs/protocol.md.
 */
export async function offerPipeline(process: SpawnedProcess, relay: Relay): Promise<PipelineRoad | undefined> {
  const fifos = await makePacketFifos(process.pid)
  if (fifos === undefined) return undefined
  const offered = new PipeRelay(fifos.write, fifos.read)
  const accepted = await new Promise<boolean>((resolve) => {
    const decline = (): void => resolve(false)
    offered.attach(pidListener(() => resolve(true), decline))
    relay.attach(pidListener(decline, decline))
    void process.exited.then(decline)
    relay.send(pipelineFrame(fifos.inputPath, fifos.outputPath), 0)
  })
  await fifos.release()
  if (accepted) return { relay: offered, takeBack: () => takeBackPackets(fifos.write) }
  offered.close()
  return undefined
}

/** Waits for a frame with a pid; everything else is a fault. */
function pidListener(onPid: () => void, onFault: () => void): RelayEvents {
  const frame = (flags: number, _stream: number, _option: number, _optionCount: number, payload: Buffer): void => {
    if ((flags & Flag.control) !== 0 && pidIn(payload) > 0) onPid()
    else onFault()
  }
  const decoder = new FrameDecoder({ frame, large: onFault, piece: onFault, garbage: onFault }, answerMaxBytes)
  return { onChunk: (chunk) => decoder.push(chunk), onEnd: onFault }
}
