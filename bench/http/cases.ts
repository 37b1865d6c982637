import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { BenchOptions } from '../lib/options.ts'
import { root, type Workplace } from '../lib/workplace.ts'
import { type CourserOptions, startCourser } from '../servers/courser.ts'
import { startFloor } from '../servers/floor.ts'
import { startReference } from '../servers/nginx-fpm.ts'
import type { BenchServer } from '../servers/server.ts'

/** The kinds of server in a comparison, in the order that tables have. */
export const kinds = [
  'courser',
  'courser again',
  'receipts off',
  'Psr7Worker',
  'own handler',
  'nginx + php-fpm',
  'floor',
] as const
export type Kind = (typeof kinds)[number]

/** One thing that a round measures: a page from a server. */
export interface Case {
  readonly kind: Kind
  readonly page: keyof typeof paths
  /** PHP workers; 0 for the floor, which has none. */
  readonly workers: number
  readonly url: string
  readonly server: BenchServer
}

/** `hello, 2 workers`: cases with the same group are compared with each other. */
export function groupOf({ page, workers }: Pick<Case, 'page' | 'workers'>): string {
  return `${page}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`
}

/** `work` takes PHP two milliseconds of computing. */
const paths = { hello: '/', page: '/page', work: '/work' } as const
const pages = Object.keys(paths) as readonly (keyof typeof paths)[]

/** Everything that runs during a comparison. All servers are up the whole time; one has load at a time. */
export interface Comparison {
  readonly cases: readonly Case[]
  readonly nullOrigin: string
}

/** Starts all servers that the options ask for. */
export async function startComparison(place: Workplace, options: BenchOptions): Promise<Comparison> {
  const wanted = (workers: number) => pages.some((page) => isWanted(page, workers, options))
  const counts = [1, 2, 4].filter(wanted)
  const page = renderPage()
  const reference = await startReference(place, counts, page)
  const cases: Case[] = casesOf('floor', 0, await startFloor(place, page), options)
  for (const workers of counts) {
    const add = (kind: Kind, server: BenchServer | undefined) => {
      if (server !== undefined) cases.push(...casesOf(kind, workers, server, options))
    }
    add('nginx + php-fpm', reference.byWorkers.get(workers))
    add('courser', await startOurs(place, `courser-${workers}`, workers, 'auto', options))
    // The control: a second server just like the first must come out equal.
    if (workers === 2) add('courser again', await startOurs(place, `again-${workers}`, workers, 'auto', options))
    add('receipts off', await startOurs(place, `off-${workers}`, workers, 'off', options))
    if (options.sdk !== undefined) {
      const ours = { workers, script: 'bench/php/worker-psr7-own.php', env: { SDK_FOLDER: options.sdk } }
      add('Psr7Worker', await startCourser(place, `psr7-${workers}`, ours))
    }
    const own = { workers, script: 'bench/php/worker-own.php' }
    add('own handler', await startCourser(place, `own-${workers}`, own))
  }
  return { cases, nullOrigin: reference.nullOrigin }
}

/** Worker script and environment: our double of the SDK, or the official PSR-7 worker. */
export function workerOptions(options: Pick<BenchOptions, 'sdk'>): Pick<CourserOptions, 'script' | 'env'> {
  return options.sdk === undefined ? {} : { script: 'bench/php/worker-psr7.php', env: { SDK_FOLDER: options.sdk } }
}

function startOurs(
  place: Workplace,
  name: string,
  workers: number,
  receipts: 'auto' | 'off',
  options: BenchOptions,
): Promise<BenchServer> {
  return startCourser(place, name, { workers, receipts, ...workerOptions(options) })
}

function casesOf(kind: Kind, workers: number, server: BenchServer, options: BenchOptions): Case[] {
  return pages
    .filter((page) => workers === 0 || isWanted(page, workers, options))
    .map((page) => ({ kind, page, workers, server, url: server.origin + paths[page] }))
}

function isWanted(page: Case['page'], workers: number, { only }: BenchOptions): boolean {
  return only === undefined || groupOf({ page, workers }).includes(only)
}

function renderPage(): Buffer {
  return execFileSync('php', ['-r', `require '${join(root, 'bench/php/app.php')}'; echo bench_page('/page');`])
}
