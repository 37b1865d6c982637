import { execFile, execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Flag } from '../../src/goridge/frame.ts'
import { encodeRpcFrame } from '../../src/goridge/rpc-frame.ts'
import type { Workplace } from './workplace.ts'
import type { Load } from './wrk.ts'

const source = join(import.meta.dirname, 'rpc-load.c')

/** How calls are sent: for so long, or so many of them. */
export type RpcLoad = {
  readonly port: number
  readonly connections: number
  /** Calls without an answer on each connection. */
  readonly depth: number
} & ({ readonly seconds: number } | { readonly calls: number })

/** One call, again and again. */
export class RpcCalls {
  readonly #program: string
  readonly #frame: string

  /** Compiles the generator first, if need be. Needs gcc. `argument` is a protobuf message. */
  constructor(place: Workplace, method: string, argument: Uint8Array) {
    this.#program = place.path('rpc-load')
    this.#frame = place.path(`frame-${method}-${argument.length}`)
    if (!existsSync(this.#program)) execFileSync('gcc', ['-O2', '-D_GNU_SOURCE', '-o', this.#program, source])
    writeFileSync(this.#frame, encodeRpcFrame(Flag.proto, 1, method, argument))
  }

  /** Rejects when an answer is missing for 10 s. Answers with an error count as failures. */
  async run(load: RpcLoad): Promise<Load> {
    const length = 'seconds' in load ? String(load.seconds) : `${load.calls}x`
    const args = [String(load.port), this.#frame, length, String(load.connections), String(load.depth)]
    const { stdout } = await promisify(execFile)(this.#program, args)
    return JSON.parse(stdout) as Load
  }
}
