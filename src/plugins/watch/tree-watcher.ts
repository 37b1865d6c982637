import { type FSWatcher, watch } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { IgnoreRules } from './ignore-rules.ts'

/** What is watched, and who is told. */
export interface TreeWatcherOptions {
  readonly root: string
  /** Left out, written as in .gitignore. */
  readonly ignore: readonly string[]
  /** Leave out what the root's .gitignore says, too. */
  readonly gitignore: boolean
  /** A file was written, made or removed. `path` is relative to the root. */
  onChange(path: string): void
  /** A folder cannot be watched: the system's limit, or its permissions. */
  onError(path: string, error: Error): void
}

/** Watches a folder with all below it, each folder by itself: what is left out costs nothing, however large it is. */
export class TreeWatcher {
  readonly #options: TreeWatcherOptions
  readonly #folders = new Map<string, FSWatcher>()
  #rules = new IgnoreRules([])
  #closed = false

  constructor(options: TreeWatcherOptions) {
    this.#options = options
  }

  /** Begins; resolves when every folder there is is watched. */
  async start(): Promise<void> {
    const { root, ignore, gitignore } = this.#options
    const text = gitignore ? await readFile(join(root, '.gitignore'), 'utf8').catch(() => '') : ''
    this.#rules = new IgnoreRules(['.git', ...ignore, ...text.split('\n')])
    await this.#add('')
  }

  close(): void {
    this.#closed = true
    for (const watcher of this.#folders.values()) watcher.close()
    this.#folders.clear()
  }

  async #add(folder: string): Promise<void> {
    if (this.#closed || this.#folders.has(folder)) return
    const path = join(this.#options.root, folder)
    try {
      const watcher = watch(path, { persistent: false }, (_event, name) => {
        if (name !== null) void this.#changed(join(folder, name))
      })
      watcher.on('error', () => this.#drop(folder))
      this.#folders.set(folder, watcher)
      const entries = await readdir(path, { withFileTypes: true })
      const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
      await Promise.all(below.filter((name) => !this.#rules.ignores(name, true)).map((name) => this.#add(name)))
    } catch (error) {
      this.#options.onError(relative(process.cwd(), path) || '.', error as Error)
    }
  }

  #drop(folder: string): void {
    this.#folders.get(folder)?.close()
    this.#folders.delete(folder)
  }

  async #changed(path: string): Promise<void> {
    const found = await stat(join(this.#options.root, path)).catch(() => undefined)
    if (this.#closed || this.#rules.ignores(path, found?.isDirectory() ?? false)) return
    if (found?.isDirectory()) return await this.#addNew(path)
    if (found === undefined) this.#drop(path)
    this.#options.onChange(path)
  }

  /** A folder that appears may hold files already: nobody has told of them. */
  async #addNew(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return
    await this.#add(folder)
    const entries = await readdir(join(this.#options.root, folder), { withFileTypes: true }).catch(() => [])
    for (const entry of entries) if (entry.isFile()) await this.#changed(join(folder, entry.name))
  }
}
