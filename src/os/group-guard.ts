import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Keeps a list of process groups that it is told on its standard input, and kills them when that ends: however this process ends,
 * also by SIGKILL.
 */
const script = `
groups=' '
while read -r change group; do
  case $change in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`

/** A small process beside this one that lets no process group outlive it. Started when the first group is entered. */
export class GroupGuard {
  #guard: ChildProcess | undefined

  /** From now on this group ends when we end. */
  enter(group: number): void {
    this.#guard ??= start()
    this.#guard.stdin?.write(`+ ${group}\n`)
  }

  /** The group has ended. */
  leave(group: number): void {
    this.#guard?.stdin?.write(`- ${group}\n`)
  }

  /** Ends the guard, and with it what is still entered. */
  close(): void {
    this.#guard?.stdin?.end()
    this.#guard = undefined
  }
}

function start(): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  // Without it services still end with the server, unless it is killed.
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  return guard
}
