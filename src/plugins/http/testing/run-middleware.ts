import { silentLogger } from '../../../lib/log.ts'
import { callPhp } from '../chained-exchange.ts'
import type { ExchangeHandler, MiddlewareDefinition } from '../contract.ts'
import type { DataPlaneSettings } from '../settings.ts'
import { FakePool, type FakeRequest, jsonHead } from './fake-pool.ts'
import { recordingLogger, startPlane, type TestPlane } from './plane.ts'

/** Makes a layer of a middleware from its section as YAML gives it. `inner` is what it wraps. */
export function layerOf<Config>(
  definition: MiddlewareDefinition<Config>,
  config: unknown = {},
  inner: ExchangeHandler = callPhp,
  records?: Parameters<typeof recordingLogger>[0],
): ExchangeHandler {
  const log = records === undefined ? silentLogger : recordingLogger(records)
  return definition.create({ config: definition.config.parse(config), log, offerMetrics: () => {} })(inner)
}

/** A data plane with one middleware over a pool without processes. */
export async function serveThrough(
  chain: ExchangeHandler,
  worker: (request: FakeRequest) => void = answering('php'),
  settings: Partial<DataPlaneSettings> = {},
): Promise<TestPlane & { readonly pool: FakePool }> {
  const pool = new FakePool(worker)
  return Object.assign(await startPlane(pool, settings, { chain }), { pool })
}

/** A worker that answers every request alike, in one piece. */
export function answering(
  body: string | Buffer,
  headers: Record<string, string[]> = {},
  status = 200,
): (request: FakeRequest) => void {
  return ({ handler }) => void handler.onPart(jsonHead(status, headers), Buffer.from(body), 8, false)
}

/** The headers of a request as PHP got them. */
export function headersSeen(request: FakeRequest | undefined): Readonly<Record<string, readonly string[]>> {
  return (JSON.parse(String(request?.context)) as { headers: Record<string, string[]> }).headers
}
