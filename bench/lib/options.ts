import { parseArgs } from 'node:util'

/** What a bench run may be told. */
export interface BenchOptions {
  /** Rounds of benches that take turns; tries of `start`. */
  readonly rounds: number
  /** Length of one round, seconds. */
  readonly seconds: number
  /** Part of the names of the cases to run. */
  readonly only: string | undefined
  /** Folder with the official PHP packages (its vendor/autoload.php); absent: our double of them. */
  readonly sdk: string | undefined
  readonly quick: boolean
  /** Put the result into bench/RESULTS.md, and the ratios into bench/baselines/. */
  readonly save: boolean
  readonly seed: number
}

/** How the program is used. */
export const usage = `npm run bench [-- BENCH] [options]

  http         requests per second, latency, CPU: beside nginx + php-fpm and the floor (the default)
  static       static files, beside nginx
  tls          HTTPS beside HTTP
  http2        HTTP/2 beside HTTP/1.1
  gzip         stalls of the event loop while large answers are compressed
  eyes         what metrics, records and traces cost
  connections  10 000 idle connections, 1 000 slow clients
  kv           values in memory over RPC, beside an echo
  jobs         jobs in memory: pushed, queued, dispatched
  boltdb       durable jobs, beside what the disk confirms
  amqp         jobs over RabbitMQ, beside a bare amqplib
  memory       a 100 MB stream to a slow client, a 200 MB upload
  start        rr --version, time to listening, idle memory
  syscalls     reads and writes per request, counted by strace
  latency      open loop: latency at 50 % and 80 % of what is possible, beside nginx + php-fpm
  mixed        fast and slow requests together, strict and pipelined
  threads      one and two I/O threads
  reset        100 000 requests while the pool is reset every second, beside a floor
  kill         10 000 requests while workers are killed
  all          all of them

  --rounds N     rounds, and tries of start (15; with --quick 3)
  --seconds N    length of a round of http (2; with --quick 1)
  --only TEXT    only http cases whose name has TEXT: "hello, 2 workers"
  --sdk FOLDER   workers run the official packages installed there
  --quick        a short run: for a look, not for a claim
  --save         write bench/RESULTS.md and bench/baselines/
  --seed N       repeats the order of the rounds`

/** Reads the command line; raises TypeError on what it does not know. */
export function readOptions(args: readonly string[]): { readonly bench: string; readonly options: BenchOptions } {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: text, seconds: text, only: text, sdk: text, quick: flag, save: flag, seed: text, help: flag },
  })
  const options: BenchOptions = {
    rounds: positive('--rounds', values.rounds) ?? (values.quick ? 3 : 15),
    seconds: positive('--seconds', values.seconds) ?? (values.quick ? 1 : 2),
    only: values.only,
    sdk: values.sdk,
    quick: values.quick,
    save: values.save,
    seed: positive('--seed', values.seed) ?? Date.now() % 1_000_000,
  }
  return { bench: values.help ? 'help' : (positionals[0] ?? 'http'), options }
}

function positive(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1)
    throw new TypeError(`Cannot use ${name} ${value}, wanted a whole number above 0`)
  return number
}
