import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, start, stop, untilAnswering } from '../lib/processes.ts'
import { root, type Workplace } from '../lib/workplace.ts'
import type { BenchServer } from './server.ts'

/** The floor: node:http answering the same bytes without PHP, in the Node that Courser runs on. */
export async function startFloor(place: Workplace, page: Buffer): Promise<BenchServer> {
  const port = await freePort()
  writeFileSync(place.path('floor-page'), page)
  const log = place.path('floor.log')
  const child = start(
    join(root, 'tools/node'),
    [join(root, 'bench/servers/floor-server.ts'), String(port), place.path('floor-page')],
    log,
  )
  place.onClose(() => stop(child))
  const origin = `http://127.0.0.1:${port}`
  await untilAnswering(`${origin}/`, child, log)
  return { origin, serverPids: () => [child.pid ?? 0], phpPids: () => [] }
}
