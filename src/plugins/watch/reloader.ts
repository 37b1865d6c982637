import { matchesGlob, resolve } from 'node:path'
import type { PluginFailure } from '../../kernel/reset.ts'
import type { Logger } from '../../lib/log.ts'
import { errorText } from '../../lib/op-error.ts'
import { processOutput } from '../../os/process-output.ts'

/** What a reloader works with. */
export interface ReloaderOptions {
  readonly patterns: readonly string[]
  readonly debounceMs: number
  /** A command that each changed PHP file must pass; empty: none. */
  readonly lint: readonly string[]
  readonly log: Logger
  /** Replaces the workers; resolves with what failed. */
  reset(): Promise<readonly PluginFailure[]>
}

/** Above so many changed files (a checkout), checking each takes longer than a start that fails. */
const lintMaxFiles = 50
const lintTimeoutMs = 10_000

/** Replaces workers some time after their code has changed, unless a changed file does not even compile: then the old ones go on. */
export class Reloader {
  readonly #options: ReloaderOptions
  readonly #changed = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> = Promise.resolve()

  constructor(options: ReloaderOptions) {
    this.#options = options
  }

  /** A file has changed; `path` is relative to the folder `root`. */
  change(root: string, path: string): void {
    if (!this.#options.patterns.some((pattern) => matches(path, pattern))) return
    this.#changed.add(resolve(root, path))
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#working = this.#working.then(() => this.#reload())
    }, this.#options.debounceMs)
  }

  /** No reload any more; resolves when the one that runs is over. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#working
  }

  async #reload(): Promise<void> {
    const { log } = this.#options
    const files = [...this.#changed]
    this.#changed.clear()
    const broken = await this.#lint(files)
    if (broken.length > 0) {
      // They count as changed until they compile.
      for (const { file } of broken) this.#changed.add(file)
      for (const { file, text } of broken)
        log.error('workers not replaced: a file does not compile', { file, error: text })
      return
    }
    const began = performance.now()
    const failures = await this.#options.reset()
    for (const { plugin, error } of failures) {
      log.error('workers not replaced, the old ones go on', { plugin, error: errorText(error) })
    }
    if (failures.length === 0) log.info('workers replaced', { files, elapsed: Math.round(performance.now() - began) })
  }

  async #lint(files: readonly string[]): Promise<{ readonly file: string; readonly text: string }[]> {
    const { lint, log } = this.#options
    const [program, ...args] = lint
    const scripts = files.filter((file) => file.endsWith('.php'))
    if (program === undefined || scripts.length === 0) return []
    if (scripts.length > lintMaxFiles) {
      log.info('too many files have changed to check each', { files: scripts.length, max: lintMaxFiles })
      return []
    }
    const broken: { file: string; text: string }[] = []
    for (const file of scripts) {
      const { code, stdout, stderr } = await processOutput([program, ...args, file], { timeoutMs: lintTimeoutMs })
      const gone = stdout.includes('Could not open input file')
      if (code !== 0 && !gone) broken.push({ file, text: (stderr || stdout).trim() })
    }
    return broken
  }
}

/** An ending (`.php`), or a glob on the path. */
function matches(path: string, pattern: string): boolean {
  return pattern.startsWith('.') && !pattern.includes('/') ? path.endsWith(pattern) : matchesGlob(path, pattern)
}
