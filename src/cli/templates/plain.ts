import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import type { ProjectFile } from '../project-files.ts'
import { configText } from './config.ts'

const libraryFolder = 'courser'

/** A project without framework or Composer: a worker script, and our PHP library beside it. */
export function plainFiles(): ProjectFile[] {
  return [{ path: '.rr.yaml', text: config }, { path: 'worker.php', text: worker }, ...libraryFiles()]
}

const config = configText({
  about: [
    'A plain PHP application. Start it with `rr serve`, look at it with `rr workers`, load new code with `rr reset`.',
  ],
  server: [
    '# Each worker is one such process. It boots once, then answers one request after the other.',
    'command: php worker.php',
    '',
    '# Variables for the workers, beside those of the server.',
    'env:',
    '  APP_ENV: dev',
  ],
  address: '127.0.0.1:8080',
})

const worker = `<?php

// One worker: everything above serve() runs once per process, the function once per request.
// Do not print: answers are returned, and what you want to see goes to STDERR, which lands in the server's log.

declare(strict_types=1);

use Courser\\Http;
use Courser\\Request;
use Courser\\Response;

require __DIR__ . '/${libraryFolder}/autoload.php';

Http::serve(static fn (Request $request): Response => match ($request->path()) {
    '/' => Response::html('<h1>It runs</h1><p>Answered by worker ' . getmypid() . '.</p>'),
    default => Response::html('<h1>Not found</h1>', 404),
});
`

function libraryFiles(): ProjectFile[] {
  const from = join(packageRoot(), 'php')
  const paths = ['autoload.php', ...readdirSync(join(from, 'src')).map((name) => `src/${name}`)]
  return paths.map((path) => ({ path: `${libraryFolder}/${path}`, text: readFileSync(join(from, path), 'utf8') }))
}
