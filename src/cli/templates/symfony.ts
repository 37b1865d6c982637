import type { ProjectFile } from '../project-files.ts'
import { configText } from './config.ts'
import { projectLauncher } from './launcher.ts'

/** A Symfony application, whose front controller becomes a worker by a runtime of its own. */
export function symfonyFiles(): ProjectFile[] {
  return [{ path: '.rr.yaml', text: config }, projectLauncher()]
}

const config = configText({
  about: ['A Symfony application:', '', '    composer require runtime/roadrunner-symfony-nyholm', '    ./rr serve'],
  server: [
    '# The front controller; the runtime below makes a worker of it.',
    'command: php public/index.php',
    '',
    'env:',
    '  APP_RUNTIME: Runtime\\RoadRunnerSymfonyNyholm\\Runtime',
    '  APP_ENV: prod',
  ],
  address: '127.0.0.1:8000',
})
