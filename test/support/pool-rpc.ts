import { connectRpc } from '../../src/goridge/rpc-client.ts'
import type { TestServer } from './test-server.ts'
import { longestWaitMs, until } from './wait.ts'

/** A worker as `informer.Workers` lists it; the fields that tests look at. */
export interface ListedWorker {
  readonly pid: number
  readonly status: number
  readonly statusStr: string
  readonly numExecs: number
  readonly memoryUsage: number
}

/** One RPC call on a connection of its own. */
export async function callRpc<T = unknown>(server: TestServer, method: string, argument: unknown): Promise<T> {
  const client = await connectRpc(server.rpcAddress, { timeoutMs: longestWaitMs })
  try {
    return await client.call<T>(method, argument)
  } finally {
    client.close()
  }
}

/** The workers of a plugin. */
export async function listWorkers(server: TestServer, plugin = 'http'): Promise<readonly ListedWorker[]> {
  const { workers } = await callRpc<{ workers: readonly ListedWorker[] | null }>(server, 'informer.Workers', plugin)
  return workers ?? []
}

/** Waits until the list of workers is as wanted, and returns it. */
export async function untilWorkers(
  server: TestServer,
  what: string,
  wanted: (workers: readonly ListedWorker[]) => boolean,
  limitMs = longestWaitMs,
): Promise<readonly ListedWorker[]> {
  let last: readonly ListedWorker[] = []
  const ask = async (): Promise<readonly ListedWorker[] | false> => {
    last = await listWorkers(server)
    return wanted(last) && last
  }
  return await until(
    () =>
      `${what}; the list is ${JSON.stringify(last, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
    ask,
    limitMs,
  )
}
