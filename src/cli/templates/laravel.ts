import type { ProjectFile } from '../project-files.ts'
import { configText } from './config.ts'
import { projectLauncher } from './launcher.ts'

/** A Laravel application with Octane, which looks for `./rr` and passes most settings itself. */
export function laravelFiles(): ProjectFile[] {
  return [{ path: '.rr.yaml', text: config }, projectLauncher()]
}

const config = configText({
  about: [
    'A Laravel application with Octane:',
    '',
    '    composer require laravel/octane spiral/roadrunner-http spiral/roadrunner-cli',
    '    php artisan octane:install --server=roadrunner',
    '    php artisan octane:start --server=roadrunner',
    '',
    'Octane passes address, workers, limits and logs as flags, which win over this file. `rr serve` works too.',
  ],
  server: [
    "# Octane's worker script.",
    'command: php vendor/bin/roadrunner-worker',
    '',
    '# What Octane sets for its workers; needed when you start with `rr serve`.',
    'env:',
    '  APP_BASE_PATH: .',
    '  LARAVEL_OCTANE: 1',
  ],
  address: '127.0.0.1:8000',
})
