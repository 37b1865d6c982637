import { tmpdir } from 'node:os'
import type { MetricFamily } from '../../kernel/metrics.ts'
import { definePlugin, type Plugin, type PluginContext } from '../../kernel/plugin.ts'
import { type UserDefinition, userModulesToken } from '../../kernel/user-modules.ts'
import { OpError } from '../../lib/op-error.ts'
import { tracingToken } from '../otel/contract.ts'
import { poolStatus, type Server, serverToken } from '../server/contract.ts'
import { certificateRenewal } from './acme/acme.ts'
import { sectionOf } from './chain.ts'
import { checkClassic, classicLayer } from './classic/openers.ts'
import { type HttpConfig, httpConfig } from './config.ts'
import { InlineService } from './inline-service.ts'
import { checkListeners, logListeners, warnNotBuilt } from './listeners/check.ts'
import { listenerSettings } from './listeners/settings.ts'
import { knownMiddleware, middlewareChain } from './middleware-chain.ts'
import { checkRoutes } from './routes/check.ts'
import { besidePool, poolOpeners, routesOf, workerEnv } from './routes/wiring.ts'
import type { HttpService } from './service.ts'
import type { DataPlaneSettings } from './settings.ts'
import { threadCount } from './threads/division.ts'
import { ThreadedService } from './threads/threaded-service.ts'

const mebibyte = 1024 * 1024

/** Serves HTTP by PHP workers: the control part, around a data plane. Follows: spec 03 §1.3 */
export const http: Plugin<HttpConfig> = definePlugin({
  name: 'http',
  config: httpConfig,
  needs: [serverToken],
  async setup(ctx) {
    const { config, log } = ctx
    await checkListeners(config)
    checkRoutes(config)
    checkClassic(config)
    warnNotBuilt(config, ctx.reader, ctx.experimental, log)
    const service = serviceOf(ctx)
    const acme = config.ssl?.acme
    const renewal = acme && certificateRenewal(acme, log, () => service.reloadCertificates())
    let started = false
    return {
      async start() {
        await service.start()
        started = true
        logListeners(config, log)
        await renewal?.start()
      },
      stop: (graceMs) => {
        renewal?.stop()
        return service.stop(graceMs)
      },
      inFlight: () => [{ what: 'requests', count: service.openRequests }],
      workers: () => service.workers(),
      pools: () => service.pools(),
      addWorker: () => service.addWorker(),
      removeWorker: () => service.removeWorker(),
      reset: async () => {
        log.info('reset signal was received')
        if (!started) return log.info('pool is nil, nothing to reset')
        await resetWorkers(service)
        log.info('plugin was successfully reset')
      },
      health: () => poolStatus([service], ['ready', 'working']),
      ready: () => poolStatus([service], ['ready']),
      metrics: () => service.metrics(),
    }
  },
})

/** Requests go on meanwhile: the pool boots the new generation beside the old one (design D5). */
async function resetWorkers(service: HttpService): Promise<void> {
  try {
    await service.reset()
  } catch (cause) {
    throw new OpError('http_plugin_reset', undefined, cause)
  }
}

function serviceOf(ctx: PluginContext<HttpConfig>): HttpService {
  const { config } = ctx
  const { address, ssl, fcgi, pool } = config
  const server = ctx.get(serverToken)
  const addresses = [address, ssl?.address ?? '', fcgi.address].filter((one) => one !== '')
  const threads = threadCount({
    threads: config.threads,
    addresses,
    pool,
    beside: besidePool(config),
    startsInThreads: server.startsInThreads,
  })
  return threads === 1 ? inlineService(ctx, server) : threadedService(ctx, server, threads)
}

function inlineService(ctx: PluginContext<HttpConfig>, server: Server): HttpService {
  const { config, reader, log } = ctx
  const routes = routesOf(config)
  const collectors: (() => readonly MetricFamily[])[] = []
  const chain = middlewareChain({
    ...middlewareOf(config),
    reader,
    user: userMiddleware(ctx),
    log,
    tracing: ctx.find(tracingToken),
    innermost: classicLayer(config, routes),
    offerMetrics: (collect) => void collectors.push(collect),
  })
  return new InlineService({
    settings: settingsOf(config, server),
    log,
    chain,
    metrics: () => collectors.flatMap((collect) => collect()),
    pools: poolOpeners(config, server, (channel) => ctx.logger(channel)),
    routes,
  })
}

function threadedService(ctx: PluginContext<HttpConfig>, server: Server, threads: number): HttpService {
  const { config, reader } = ctx
  return new ThreadedService({
    threads,
    plan: server.planPool(config.pool, workerEnv, { plugin: 'http' }),
    settings: settingsOf(config, server),
    middleware: middlewareOf(config),
    reader,
    sections: ['plugins', ...knownMiddleware(userMiddleware(ctx)).map(sectionOf)],
    tracing: ctx.find(tracingToken)?.settings,
    logger: (channel) => ctx.logger(channel),
    keepProcess: (kept) => server.keepProcess(kept),
    onFatal: (error) => ctx.fail(error),
  })
}

function middlewareOf(config: HttpConfig): { readonly names: readonly string[]; readonly lastOutermost: boolean } {
  return { names: config.middleware, lastOutermost: config.middleware_outermost === 'last' }
}

function userMiddleware(ctx: PluginContext<HttpConfig>): readonly UserDefinition[] {
  return ctx.find(userModulesToken)?.definitions('http.middleware') ?? []
}

function settingsOf(config: HttpConfig, server: Server): DataPlaneSettings {
  return {
    address: config.address,
    ...listenerSettings(config),
    codec: config.codec,
    internalErrorCode: config.internal_error_code || 500,
    accessLogs: config.access_logs,
    rawBody: config.raw_body,
    maxRequestBytes: (config.max_request_size || 1000) * mebibyte,
    debug: config.pool.debug,
    uploads: {
      dir: config.uploads.dir || tmpdir(),
      forbid: config.uploads.forbid,
      allow: config.uploads.allow.filter((extension) => !config.uploads.forbid.includes(extension)),
      uid: server.uid,
      gid: server.gid,
    },
    timeouts: config.timeouts,
    slowLog: config.slow_log,
  }
}
