import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import type { ProjectFile } from '../project-files.ts'

/** A line by which we know a launcher of ours again. */
export const launcherMark = '# Written by `courser install`'

/**
 * `./rr` for a PHP project: starts the program from the project's own node_modules, else from where it was installed when the
 * file was written, else from the PATH.
 */
export function projectLauncher(): ProjectFile {
  return { path: 'rr', text: launcherText(join(packageRoot(), 'bin', 'rr')), executable: true }
}

function launcherText(installed: string): string {
  return `#!/bin/sh
${launcherMark}: Laravel Octane and others look for ./rr in the project.
case $0 in
  */*) here=\${0%/*} ;;
  *) here=. ;;
esac
for program in "$here/node_modules/courser/bin/rr" ${shellQuote(installed)}; do
  if [ -x "$program" ]; then exec "$program" "$@"; fi
done
program=$(command -v courser) || {
  echo "courser is not installed: npm install courser" >&2
  exit 1
}
exec "$program" "$@"
`
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
