import { writeFileSync } from 'node:fs'
import { childrenOf, freePort, start, stop, untilAnswering } from '../lib/processes.ts'
import type { Workplace } from '../lib/workplace.ts'
import type { BenchServer } from './server.ts'

/** nginx serving a folder as it is set up by Debian: sendfile, one worker per core, no access log. `name` is a file in the folder. */
export async function startFileNginx(place: Workplace, folder: string, name: string): Promise<BenchServer> {
  const port = await freePort()
  writeFileSync(
    place.path('files.conf'),
    `${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off;
worker_processes auto;
pid ${place.path('files.pid')};
error_log ${place.path('files.log')} error;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    root ${folder};
  }
}
`,
  )
  const log = place.path('files.log')
  const nginx = start('nginx', ['-c', place.path('files.conf'), '-p', place.folder, '-e', log], place.path('files.out'))
  place.onClose(() => stop(nginx))
  const origin = `http://127.0.0.1:${port}`
  await untilAnswering(`${origin}/${name}`, nginx, log)
  return { origin, serverPids: () => childrenOf(nginx.pid ?? 0), phpPids: () => [] }
}
