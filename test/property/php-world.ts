import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { SocketHub } from '../../src/goridge/socket-hub.ts'
import { readErrors } from '../../src/os/process-errors.ts'
import type { SpawnedProcess } from '../../src/os/spawn.ts'
import { type Launch, launchOverPipes, launchOverSocket } from '../../src/pool/launch.ts'
import { fixture } from '../support/php-worker.ts'
import { until } from '../support/wait.ts'
import type { OpenWorld, World } from './world.ts'

const limitMs = 30_000

/** Worlds of test/php/model-worker.php, or -named.php. They write into the folder, which also marks their processes: MODEL_RUN is set to it. */
export function phpWorlds(folder: string): OpenWorld {
  return async ({ relay, pipeline }, seed, say) => {
    const log = join(folder, `${seed}.log`)
    const socket = join(folder, `${seed}.sock`)
    writeFileSync(log, '')
    const hub = new SocketHub()
    if (relay === 'unix') await hub.listen({ path: socket })
    const script = fixture(pipeline > 1 ? 'model-worker-named' : 'model-worker')
    return new PhpWorld(script, relay === 'unix' ? hub : undefined, log, say, {
      PATH: process.env['PATH'] ?? '',
      RR_RELAY: relay === 'unix' ? `unix://${socket}` : 'pipes',
      MODEL_LOG: log,
      MODEL_RUN: folder,
    })
  }
}

class PhpWorld implements World {
  readonly launch: Launch
  started = 0
  /** The loop turns as fast as it likes. */
  readonly unfairLooks = Number.POSITIVE_INFINITY
  readonly #alive = new Set<SpawnedProcess>()
  readonly #hub: SocketHub | undefined
  readonly #log: string

  constructor(
    script: string,
    hub: SocketHub | undefined,
    log: string,
    say: (text: string) => void,
    env: Record<string, string>,
  ) {
    this.#hub = hub
    this.#log = log
    const request = { command: ['php', '-n', script], cwd: process.cwd(), env }
    const onSpawned = (child: SpawnedProcess): void => {
      this.started++
      this.#alive.add(child)
      void child.exited.then(() => this.#alive.delete(child))
      readErrors(child.errors, say)
    }
    this.launch = (signal) =>
      hub === undefined ? launchOverPipes(request, onSpawned) : launchOverSocket(request, hub, signal, onSpawned)
  }

  get alive(): readonly SpawnedProcess[] {
    return [...this.#alive]
  }

  starts(): readonly string[] {
    return readFileSync(this.#log, 'utf8').trim().split('\n')
  }

  channel(): readonly [MessagePort, MessagePort] {
    const { port1, port2 } = new MessageChannel()
    return [port1, port2]
  }

  turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve))
  }

  until(condition: () => boolean): Promise<boolean> {
    return until('it', condition, limitMs).catch(() => false)
  }

  close(): void {
    for (const child of this.#alive) child.kill()
    this.#hub?.close()
  }
}
