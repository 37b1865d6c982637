import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { phpFpmPath } from '../lib/packages.ts'
import { childrenOf, freePort, start, stop, untilAnswering } from '../lib/processes.ts'
import { root, type Workplace } from '../lib/workplace.ts'
import type { BenchServer } from './server.ts'

/** The reference: one server per number of PHP workers, and a null server that shows what the load generator can do. */
export interface Reference {
  readonly byWorkers: ReadonlyMap<number, BenchServer>
  /** Origin of a server that answers the same bytes without PHP. */
  readonly nullOrigin: string
}

interface FpmPool {
  readonly workers: number
  readonly port: number
  readonly socket: string
}

/**
 * Starts nginx and php-fpm from configurations of our own: static pools, Unix sockets, no keep-alive between the two (as both
 * are set up by default), opcache on, access logs off, nginx with one worker per core. All pools share one nginx and one
 * php-fpm; only one of them has load at a time.
 */
export async function startReference(
  place: Workplace,
  workerCounts: readonly number[],
  page: Buffer,
): Promise<Reference> {
  const pools: FpmPool[] = []
  for (const workers of workerCounts)
    pools.push({ workers, port: await freePort(), socket: place.path(`fpm-${workers}.sock`) })
  const nullPort = await freePort()
  for (const file of ['app.php', 'fpm.php']) copyFileSync(join(root, 'bench/php', file), place.path(file))
  writeFileSync(place.path('page'), page)
  writeFileSync(place.path('fpm.conf'), fpmConfig(place, pools))
  writeFileSync(place.path('nginx.conf'), nginxConfig(place, pools, nullPort))

  const asRoot = process.getuid?.() === 0 ? ['--allow-to-run-as-root'] : []
  const fpm = start(
    phpFpmPath(),
    ['--nodaemonize', ...asRoot, '--fpm-config', place.path('fpm.conf')],
    place.path('fpm.out'),
  )
  place.onClose(() => stop(fpm))
  const nginx = start(
    'nginx',
    ['-c', place.path('nginx.conf'), '-p', place.folder, '-e', place.path('nginx.log')],
    place.path('nginx.out'),
  )
  place.onClose(() => stop(nginx))

  const byWorkers = new Map<number, BenchServer>()
  for (const { workers, port } of pools) {
    const origin = `http://127.0.0.1:${port}`
    await untilAnswering(`${origin}/`, nginx, place.path('nginx.log'))
    byWorkers.set(workers, {
      origin,
      serverPids: () => childrenOf(nginx.pid ?? 0),
      phpPids: () => childrenOf(fpm.pid ?? 0),
    })
  }
  return { byWorkers, nullOrigin: `http://127.0.0.1:${nullPort}` }
}

function fpmConfig(place: Workplace, pools: readonly FpmPool[]): string {
  const sections = pools.map(
    ({ workers, socket }) => `[workers${workers}]
${process.getuid?.() === 0 ? 'user = root\ngroup = root\n' : ''}listen = ${socket}
pm = static
pm.max_children = ${workers}
php_admin_flag[opcache.enable] = on
`,
  )
  return `[global]
error_log = ${place.path('fpm.log')}
log_level = warning
daemonize = no
${sections.join('')}`
}

function nginxConfig(place: Workplace, pools: readonly FpmPool[], nullPort: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${place.path(`nginx-${kind}`)};\n`,
  )
  const servers = pools.map(
    ({ port, socket }) => `  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / {
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME ${place.path('fpm.php')};
      fastcgi_pass unix:${socket};
    }
  }
`,
  )
  // Buffers hold the whole page, so that none of it goes through a file; a connection lasts the whole round.
  return `${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off;
worker_processes auto;
pid ${place.path('nginx.pid')};
error_log ${place.path('nginx.log')} error;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 100000000;
  fastcgi_buffers 16 16k;
  fastcgi_buffer_size 16k;
${temporary.join('')}${servers.join('')}  server {
    listen 127.0.0.1:${nullPort} backlog=4096;
    default_type text/html;
    location = / { return 200 'Hello, world!'; }
    location = /page { alias ${place.path('page')}; }
    open_file_cache max=10;
    sendfile on;
  }
}
`
}
