import { kv as messages } from '../src/gen/kv.js'
import { connectRpc } from '../src/goridge/rpc-client.ts'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { freePort } from './lib/processes.ts'
import { comparison, promiseTable, speedRatio } from './lib/promises.ts'
import { type Measured, runRounds, type Subject } from './lib/rounds.ts'
import { RpcCalls } from './lib/rpc-load.ts'
import { ratios } from './lib/statistics.ts'
import { Workplace } from './lib/workplace.ts'
import { startCourser } from './servers/courser.ts'
import { startEcho } from './servers/echo.ts'

/** How many calls are in flight, each with what is promised beside the echo. */
const shapes = [
  { name: '64 in flight on one connection', connections: 1, depth: 64, bound: 0.3 },
  { name: '8 connections, one call at a time', connections: 8, depth: 1, bound: 0.7 },
  { name: 'one connection, one call at a time', connections: 1, depth: 1, bound: 0.8 },
] as const
type Shape = (typeof shapes)[number]

interface Case extends Subject {
  readonly who: 'echo' | 'kv'
  readonly shape: Shape
}

/** `kv.MGet` of one value of 100 bytes from memory, beside a bare node:net that sends the same frames back. */
export async function benchKv(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const place = new Workplace()
  try {
    const results = await runRounds(await startCases(place), { ...options, seconds: 0.5 })
    const of = (who: Case['who'], shape: Shape): Measured =>
      [...results].find(([one]) => one.who === who && one.shape === shape)?.[1] as Measured
    const promised = shapes.map((shape) => ({
      text: `${shape.name}: calls/s ÷ echo`,
      kind: 'at least' as const,
      bound: shape.bound,
      values: speedRatio(of('kv', shape), of('echo', shape)),
    }))
    const [many] = shapes
    const cpu = ratios(of('echo', many).serverMicros, of('kv', many).serverMicros)
    const byCpu = {
      text: `${many.name}: CPU of the echo ÷ CPU of kv`,
      kind: 'at least' as const,
      bound: many.bound,
      values: cpu,
    }
    const tables = shapes.map((shape) =>
      comparison(shape.name, [
        ['echo', of('echo', shape)],
        ['kv', of('kv', shape)],
      ]),
    )
    const notes = `- \`kv.MGet\` of one value of 100 bytes in the driver memory, protobuf, TCP; ${options.rounds} rounds of half a second in shuffled order (seed ${options.seed}); the echo is the null server of the generator, which limits it with 64 in flight: there the CPU of the servers is compared as well`
    return [`${machineLines().join('\n')}\n${notes}`, promiseTable([...promised, byCpu]), ...tables].join('\n\n')
  } finally {
    await place.close()
  }
}

async function startCases(place: Workplace): Promise<readonly Case[]> {
  const port = await freePort()
  const rpc = `tcp://127.0.0.1:${port}`
  const sections = 'kv:\n  cache: {driver: memory, config: {}}\n'
  const server = await startCourser(place, 'kv', { workers: 1, rpc, sections })
  const client = await connectRpc(rpc)
  const item = { key: 'user:1:profile', value: Buffer.alloc(100, 'v') }
  await client.callProto('kv.Set', messages.v1.Request.encode({ storage: 'cache', items: [item] }).finish())
  const question = messages.v1.Request.encode({ storage: 'cache', items: [{ key: item.key }] }).finish()
  const answer = messages.v1.Response.decode(await client.callProto('kv.MGet', question))
  client.close()
  if (answer.items[0]?.value?.length !== 100) throw new Error('kv.MGet does not answer the value')
  const calls = new RpcCalls(place, 'kv.MGet', question)
  const echo = await startEcho(place)
  const servers = { echo: { server: echo, port: echo.port }, kv: { server, port } }
  return shapes.flatMap((shape) =>
    (['echo', 'kv'] as const).map((who) => ({
      who,
      shape,
      server: servers[who].server,
      url: rpc,
      load: (seconds: number) => calls.run({ ...shape, port: servers[who].port, seconds }),
    })),
  )
}
