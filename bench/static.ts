import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineLines, referenceLine } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { comparison, promiseTable, speedRatio } from './lib/promises.ts'
import { connections, type Measured, runRounds, type Subject } from './lib/rounds.ts'
import { Workplace } from './lib/workplace.ts'
import { type Load, runWrk } from './lib/wrk.ts'
import { startCourser } from './servers/courser.ts'
import { startFileNginx } from './servers/nginx-files.ts'

/** Sizes of the files, each with what is promised beside nginx. */
const files = [
  { name: '1k.bin', bytes: 1024, bound: 0.5 },
  { name: '100k.bin', bytes: 100 * 1024, bound: 0.7 },
  // Over few connections: a round must see whole answers.
  { name: '10m.bin', bytes: 10 * 1024 * 1024, bound: undefined, connections: 4 },
] as const
type File = (typeof files)[number]

interface Case extends Subject {
  readonly who: 'nginx' | 'courser'
  readonly file: File
}

/** Static files, warm: Courser's middleware beside nginx. */
export async function benchStatic(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'wrk', 'nginx', 'php-fpm'])
  const place = new Workplace()
  try {
    const cases = await startCases(place)
    const [small, large] = [
      cases.filter(({ file }) => file.bound !== undefined),
      cases.filter(({ file }) => file.bound === undefined),
    ]
    const results = new Map([
      ...(await runRounds(small, { ...options, seconds: 1 })),
      ...(await runRounds(large, { ...options, seconds: 1, rounds: Math.ceil(options.rounds / 3) })),
    ])
    const of = (who: Case['who'], file: File): Measured =>
      [...results].find(([one]) => one.who === who && one.file === file)?.[1] as Measured
    const promised = files.flatMap((file) =>
      file.bound === undefined
        ? []
        : [
            {
              text: `${file.name}: requests/s ÷ nginx`,
              kind: 'at least' as const,
              bound: file.bound,
              values: speedRatio(of('courser', file), of('nginx', file)),
            },
          ],
    )
    const tables = files.map((file) =>
      comparison(file.name, [
        ['nginx', of('nginx', file)],
        ['courser', of('courser', file)],
      ]),
    )
    const notes = `${referenceLine()}\n- ${options.rounds} rounds (of 10 MB a third) of 1 s in shuffled order (seed ${options.seed}), ${connections} connections (4 for 10 MB); nginx runs a worker on each core, Courser is one thread`
    return [`${machineLines().join('\n')}\n${notes}`, promiseTable(promised), ...tables].join('\n\n')
  } finally {
    await place.close()
  }
}

async function startCases(place: Workplace): Promise<readonly Case[]> {
  const folder = place.path('www')
  mkdirSync(folder)
  for (const { name, bytes } of files) writeFileSync(join(folder, name), Buffer.alloc(bytes, 'x'))
  const http = ['middleware: [static]', `static: {dir: ${folder}, forbid: [.php]}`]
  const servers = {
    nginx: await startFileNginx(place, folder, files[0].name),
    courser: await startCourser(place, 'static', { workers: 1, http }),
  }
  return files.flatMap((file) =>
    (['nginx', 'courser'] as const).map((who) => ({
      who,
      file,
      server: servers[who],
      url: `${servers[who].origin}/${file.name}`,
      load: (seconds: number) => load(`${servers[who].origin}/${file.name}`, file, seconds),
    })),
  )
}

function load(url: string, file: File, seconds: number): Promise<Load> {
  return runWrk(url, 'connections' in file ? file.connections : connections, seconds)
}
