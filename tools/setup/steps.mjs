// What a person sees while `npm start` and `npm test` prepare the machine. Plain JavaScript for Node 20 or later, because it
// runs before our own Node and any package are there.
import { spawn, spawnSync } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Says what happens next. */
export function step(text) {
  console.log(`\u203a ${text}`)
}

/** Ends the program with a message that says what to do. */
export function giveUp(text) {
  console.error(`\n${text}`)
  process.exit(1)
}

/** Runs a command to its end, its output passed on; true when it succeeded. */
export function runs(command, args, env = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  return result.status === 0
}

/** What a command prints, or undefined when it is missing or fails. */
export function outputOf(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  return result.status === 0 ? result.stdout : undefined
}

/**
 * Runs a command for at most `limitMs`, then ends it with everything it started. Resolves with its exit code, or with
 * 'timeout' or the name of the signal that ended it.
 */
export function runLimited(command, args, limitMs) {
  // A process group of its own, so that the time limit reaches grandchildren too.
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
  const stop = (signal) => endGroup(child.pid, signal)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(signal))
  return new Promise((done) => {
    const timer = setTimeout(() => {
      stop('SIGKILL')
      done('timeout')
    }, limitMs)
    child.once('error', (error) => done(error.message))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      done(code ?? signal)
    })
  })
}

function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended by itself.
  }
}
