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
  /** Takes back what lies unread in its pipe, a buffer for each packet, in order; undefined when that is not possible now. */
  takeBack(): Buffer[] | undefined
}

/**
 * Offers a worker a way for several requests at a time. Undefined when it declines, or dies; then nothing is left of the offer. Takes the
 * events of `relay`, on which the worker was greeted.
 */
export type PipelineOffer = (process: SpawnedProcess, relay: Relay) => Promise<PipelineRoad | undefined>

/** Longest answer to the offer. */
const answerMaxBytes = 4096

/**
 * Offers two named pipes that its children do not inherit. The worker accepts by answering there, and declines by answering where it was
 * asked. Also undefined where the system has no such pipes. Follows: docs/protocol.md.
 */
export const offerPipes: PipelineOffer = async (process, relay) => {
  const fifos = await makePacketFifos(process.pid)
  if (fifos === undefined) return undefined
  const offered = new PipeRelay(fifos.write, fifos.read)
  const accepted = await new Promise<boolean>((resolve) => {
    const decline = (): void => resolve(false)
    offered.attach(pidListener(() => resolve(true), decline))
    // Its end, or a text, says nothing: a worker that accepts may close it first.
    relay.attach(pidListener(decline, () => {}))
    void process.exited.then(decline)
    relay.send(pipelineFrame(fifos.inputPath, fifos.outputPath), 0)
  })
  await fifos.release()
  if (accepted) return { relay: offered, takeBack: () => takeBackPackets(fifos.write) }
  offered.close()
  return undefined
}

/** Events of a relay on which a pid is waited for: any other frame, or its end, is a fault. */
export function pidListener(onPid: () => void, onFault: () => void): RelayEvents {
  const frame = (flags: number, _stream: number, _option: number, _optionCount: number, payload: Buffer): void => {
    if ((flags & Flag.control) !== 0 && pidIn(payload) > 0) onPid()
    else onFault()
  }
  const decoder = new FrameDecoder({ frame, large: onFault, piece: onFault, garbage: onFault }, answerMaxBytes)
  return { onChunk: (chunk) => decoder.push(chunk), onEnd: onFault }
}
