import { tmpdir } from 'node:os'
import { decodeSection } from '../../kernel/config/decode.ts'
import type { MetricFamily } from '../../kernel/metrics.ts'
import { definePlugin, type Plugin, type PluginContext } from '../../kernel/plugin.ts'
import { userModulesToken } from '../../kernel/user-modules.ts'
import { OpError } from '../../lib/op-error.ts'
import type { Pool } from '../../pool/contract.ts'
import { type Server, serverToken } from '../server/contract.ts'
import { type AnyMiddleware, foldChain, sectionOf } from './chain.ts'
import { type HttpConfig, httpConfig } from './config.ts'
import { DataPlane } from './data-plane.ts'
import { checkListeners, logListeners, warnNotBuilt } from './listeners/check.ts'
import { listenerSettings } from './listeners/settings.ts'
import { standardMiddleware } from './middleware/_standard.ts'
import type { DataPlaneSettings } from './settings.ts'

const mebibyte = 1024 * 1024

/** Serves HTTP by PHP workers: the control part, around a data plane. Follows: spec 03 §1.3 */
export const http: Plugin<HttpConfig> = definePlugin({
  name: 'http',
  config: httpConfig,
  needs: [serverToken],
  async setup(ctx) {
    const { config, log } = ctx
    await checkListeners(config, ctx.reader)
    warnNotBuilt(ctx.reader, ctx.experimental, log)
    const server = ctx.get(serverToken)
    const collectors: (() => readonly MetricFamily[])[] = []
    const chain = chainOf(ctx, collectors)
    let pool: Pool | undefined
    let plane: DataPlane | undefined
    return {
      async start() {
        pool = await server.newPool(config.pool, { RR_MODE: 'http' }, { plugin: 'http' })
        plane = new DataPlane({ settings: settingsOf(config, server, pool), log, pool, chain })
        await plane.start()
        logListeners(config, log)
      },
      async stop(graceMs) {
        const deadline = performance.now() + graceMs
        await plane?.stop(graceMs)
        await pool?.destroy(Math.max(0, deadline - performance.now()))
      },
      inFlight: () => [{ what: 'requests', count: plane?.openRequests ?? 0 }],
      workers: async () => (await pool?.workers()) ?? [],
      addWorker: async () => pool?.addWorker(),
      removeWorker: async () => pool?.removeWorker(),
      reset: async () => {
        log.info('reset signal was received')
        if (pool === undefined) return log.info('pool is nil, nothing to reset')
        await plane?.reloadCertificates()
        await resetPool(pool)
        log.info('plugin was successfully reset')
      },
      health: () => statusOf(pool, ['ready', 'working']),
      ready: () => statusOf(pool, ['ready']),
      metrics: () => collectors.flatMap((collect) => collect()),
    }
  },
})

/** Requests go on meanwhile: the pool boots the new generation beside the old one (design D5). */
async function resetPool(pool: Pool): Promise<void> {
  try {
    await pool.reset()
  } catch (cause) {
    throw new OpError('http_plugin_reset', undefined, cause)
  }
}

function statusOf(pool: Pool | undefined, states: readonly string[]): number {
  const counts = pool?.countByState() ?? {}
  return states.some((state) => (counts[state] ?? 0) > 0) ? 200 : 503
}

function chainOf(
  ctx: PluginContext<HttpConfig>,
  collectors: (() => readonly MetricFamily[])[],
): ReturnType<typeof foldChain> {
  const { config, reader, log } = ctx
  const user = ctx.find(userModulesToken)?.definitions('http.middleware') ?? []
  return foldChain({
    names: config.middleware,
    lastOutermost: config.middleware_outermost === 'last',
    known: [...standardMiddleware, ...(user as unknown as AnyMiddleware[])],
    reader,
    decode: (definition) => decodeSection(reader, sectionOf(definition), definition.config),
    log,
    offerMetrics: (collect) => void collectors.push(collect),
  })
}

function settingsOf(config: HttpConfig, server: Server, pool: Pool): DataPlaneSettings {
  return {
    address: config.address,
    ...listenerSettings(config),
    codec: config.codec,
    internalErrorCode: config.internal_error_code || 500,
    accessLogs: config.access_logs,
    rawBody: config.raw_body,
    maxRequestBytes: (config.max_request_size || 1000) * mebibyte,
    debug: pool.debug,
    uploads: {
      dir: config.uploads.dir || tmpdir(),
      forbid: config.uploads.forbid,
      allow: config.uploads.allow.filter((extension) => !config.uploads.forbid.includes(extension)),
      uid: server.uid,
      gid: server.gid,
    },
    timeouts: config.timeouts,
  }
}
