import { writeFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/**
 * Gives processes the priority of the bench (`nice -n -20 npm run bench`, on a machine that others use, too). It does not reach PHP workers by
 * itself: each leads a session of its own, and Linux shares the processor between sessions first (sched(7), autogroups). Does nothing at
 * the usual priority.
 */
export function sharePriority(pids: readonly number[]): void {
  const priority = getPriority()
  if (priority >= 0) return
  for (const pid of [process.pid, ...pids]) {
    try {
      setPriority(pid, priority)
      writeFileSync(`/proc/${pid}/autogroup`, String(priority))
    } catch {
      // It has ended, or the kernel has no autogroups.
    }
  }
}
