import { statSync } from 'node:fs'
import { RRError } from '../../../lib/errors.ts'
import type { Logger } from '../../../lib/log.ts'
import type { Server } from '../../server/contract.ts'
import { callPhp } from '../chained-exchange.ts'
import type { HttpConfig } from '../config.ts'
import type { ExchangeHandler } from '../contract.ts'
import type { PoolOpener } from '../routes/pool-set.ts'
import { type Route, RouteTable } from '../routes/route-table.ts'
import { ClassicLayer } from './classic-layer.ts'
import type { ClassicConfig } from './config.ts'
import { FastcgiPool, fastcgiAddress } from './fastcgi-pool.ts'
import { launchPhpCgi, PhpCgiSockets } from './launch-php-cgi.ts'

const section = 'http.classic.pool'

/** Refuses a root that is no folder: raises RR_HTTP_CLASSIC_ROOT. */
export function checkClassic({ classic }: Pick<HttpConfig, 'classic'>): void {
  if (classic === undefined) return
  const isFolder = classic.root !== '' && statSync(classic.root, { throwIfNoEntry: false })?.isDirectory() === true
  if (!isFolder) throw new RRError('RR_HTTP_CLASSIC_ROOT', [classic.root])
  if (classic.fastcgi !== '') fastcgiAddress(classic.fastcgi)
}

/** Processes of php-cgi, or the php-fpm that is named in their place. */
export function classicOpener(classic: ClassicConfig, server: Server, log: Logger): PoolOpener {
  if (classic.fastcgi !== '') return { ...fastcgiOpener(classic.fastcgi, classic), name: 'http' }
  const { command, pool } = classic
  const sockets = new PhpCgiSockets()
  const own = pool.command.length > 0
  // One request at a time, and no receipt: FastCGI has neither ids that PHP uses nor a word for it.
  const config = { ...pool, command: own ? pool.command : command, receipts: 'off', pipeline: 0 } as const
  const commandPath = own ? `${section}.command` : 'http.classic.command'
  return {
    name: 'http',
    runsScripts: true,
    open: () =>
      server.newPool(
        config,
        { RR_MODE: 'classic' },
        { plugin: 'http', section, commandPath, connect: launchPhpCgi(sockets, log) },
      ),
    close: () => sockets.remove(),
  }
}

/** A php-fpm that runs scripts of ours. */
export function fastcgiOpener(address: string, { pool }: ClassicConfig): PoolOpener {
  const options = { address, ttlMs: pool.supervisor?.exec_ttl ?? 0, maxRequests: pool.max_queue_size }
  return {
    name: `fastcgi:${address}`,
    runsScripts: true,
    isExternal: true,
    open: () => Promise.resolve(new FastcgiPool(options)),
  }
}

/** The innermost layer, where scripts are run. */
export function classicLayer(
  { classic }: HttpConfig,
  routes: readonly Route<string>[] | undefined,
): ExchangeHandler | undefined {
  if (classic === undefined) return undefined
  const table =
    routes &&
    new RouteTable(
      routes.map(({ match, to }) => ({ match, to: to === 'http' || to.startsWith('fastcgi:') })),
      true,
    )
  return new ClassicLayer({ config: classic, routes: table }).wrap(callPhp)
}
