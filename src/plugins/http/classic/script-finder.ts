import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isInside } from '../files/inside.ts'

/** What `ScriptFinder` looks among. */
export interface ScriptFinderOptions {
  readonly root: string
  readonly index: readonly string[]
  /** Path under the root; empty: none. */
  readonly frontController: string
  readonly followSymlinks: boolean
}

/** What a path stands for. */
export type Found =
  | { readonly kind: 'script'; readonly name: string; readonly pathInfo: string }
  | { readonly kind: 'file'; readonly filename: string }
  /** A folder whose path lacks its final slash. */
  | { readonly kind: 'folder' }
  | { readonly kind: 'nothing' }

const nothing: Found = { kind: 'nothing' }
/* A script, wherever in a path: what follows it is its path info. */
const script = /\.php(?=\/|$)/g
/* Names of files that hold the source of scripts, backups of editors included. */
const source = /\.(?:php\d?|phtml|phps|phar|inc)(?:[.~#]|$)/i
/* `.git`, `.env`, `.htaccess`; but `.well-known` is meant for everybody. */
const hidden = /\/\.(?!well-known(?:\/|$))/

/**
 * Finds what a path of a request stands for, as nginx does with `try_files $uri $uri/ /index.php`: a script, with what follows it as its path
 * info; a file; a folder's index; else the front controller. What is hidden, holds the source of a script or lies outside of the root is as
 * if it were not there.
 */
export class ScriptFinder {
  readonly #options: ScriptFinderOptions
  readonly root: string

  constructor(options: ScriptFinderOptions) {
    this.#options = options
    this.root = resolve(options.root)
  }

  /** `path` is decoded and free of `..`. */
  async find(path: string): Promise<Found> {
    if (hidden.test(path)) return await this.fallback()
    for (const { index } of path.matchAll(script)) {
      const name = path.slice(0, index + 4)
      if ((await this.#kindOf(name)) === 'file') return { kind: 'script', name, pathInfo: path.slice(index + 4) }
    }
    return (await this.#plain(path)) ?? (await this.fallback())
  }

  /** What gets everything that is neither script nor file. */
  async fallback(): Promise<Found> {
    const { frontController } = this.#options
    const name = `/${frontController.replace(/^\/+/, '')}`
    if (frontController === '' || (await this.#kindOf(name)) !== 'file') return nothing
    return { kind: 'script', name, pathInfo: '' }
  }

  async #plain(path: string): Promise<Found | undefined> {
    const kind = await this.#kindOf(path)
    if (kind === 'file' && !path.endsWith('/') && !source.test(baseOf(path))) {
      return { kind: 'file', filename: this.root + path }
    }
    if (kind !== 'folder') return undefined
    const found = await this.#index(path.endsWith('/') ? path : `${path}/`)
    return found !== undefined && !path.endsWith('/') ? { kind: 'folder' } : found
  }

  async #index(folder: string): Promise<Found | undefined> {
    for (const index of this.#options.index) {
      const name = folder + index
      if ((await this.#kindOf(name)) !== 'file') continue
      if (name.endsWith('.php')) return { kind: 'script', name, pathInfo: '' }
      if (!source.test(index)) return { kind: 'file', filename: this.root + name }
    }
    return undefined
  }

  async #kindOf(name: string): Promise<'file' | 'folder' | undefined> {
    const filename = this.root + name
    const found = await stat(filename).catch(() => undefined)
    if (found === undefined || !(found.isFile() || found.isDirectory())) return undefined
    if (!this.#options.followSymlinks && !(await this.#isMine(filename))) return undefined
    return found.isFile() ? 'file' : 'folder'
  }

  /** The root itself counts. */
  async #isMine(filename: string): Promise<boolean> {
    if (resolve(filename) === this.root) return true
    return await isInside(filename, this.root).catch(() => false)
  }
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
