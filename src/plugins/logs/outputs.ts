import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { isatty } from 'node:tty'
import { fileURLToPath } from 'node:url'
import { OpError } from '../../lib/op-error.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import type { Output, TroubleReporter } from './output.ts'
import { DescriptorOutput, TeeOutput } from './output.ts'

const standard: Readonly<Record<string, 1 | 2>> = { stdout: 1, stderr: 2 }

/** The outputs of all channels, each opened once. */
export class Outputs {
  readonly #opened = new Map<string, Output>()
  readonly #descriptors: number[] = []

  /** One output for several paths. Raises OpError with zap's text when one cannot be opened. */
  open(paths: readonly string[], report: TroubleReporter): Output {
    const outputs = paths.map((path) => this.#openOne(path, report))
    return outputs.length === 1 ? (outputs[0] as Output) : new TeeOutput(outputs)
  }

  /** Adds an output that is opened elsewhere, unless the key is there already. */
  share(key: string, make: () => Output): Output {
    const output = this.#opened.get(key) ?? make()
    this.#opened.set(key, output)
    return output
  }

  flush(): void {
    for (const output of this.#opened.values()) output.flush()
  }

  close(): void {
    for (const output of this.#opened.values()) output.close()
    this.#opened.clear()
    for (const fd of this.#descriptors.splice(0)) closeSync(fd)
  }

  #openOne(path: string, report: TroubleReporter): Output {
    return this.share(path, () => new DescriptorOutput(this.#descriptor(path), path, report))
  }

  #descriptor(path: string): number {
    const inherited = standard[path]
    const fd = inherited === undefined ? openFile(path) : nonBlocking(inherited)
    if (fd !== inherited) this.#descriptors.push(fd)
    return fd
  }
}

const appendFlags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK

function openFile(path: string): number {
  try {
    return openSync(filePath(path), appendFlags, 0o666)
  } catch (error) {
    const text =
      (error as NodeJS.ErrnoException).syscall === 'open'
        ? `open ${filePath(path)}: ${systemErrorText(error)}`
        : systemErrorText(error)
    throw new OpError('config_plugin_init', undefined, new Error(`open sink "${path}": ${text}`, { cause: error }))
  }
}

function filePath(path: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(path)?.[1]
  if (scheme === undefined) return path
  if (scheme.toLowerCase() !== 'file') throw new Error(`no sink found for scheme "${scheme}"`)
  return fileURLToPath(path)
}

/**
 * The descriptor to write with, in non-blocking mode where that can be had. Of a pipe or terminal an own description is opened:
 * the mode of the inherited one would change for every process that shares it, the user's shell included. A socket (journald, a
 * Node parent) cannot be opened again, but its stream in this process puts it into that mode. Else (a file, another user's pipe,
 * no /proc) the inherited one.
 */
function nonBlocking(fd: 1 | 2): number {
  try {
    const status = fstatSync(fd)
    if (status.isSocket()) void (fd === 1 ? process.stdout : process.stderr)
    if (!isatty(fd) && !status.isFIFO()) return fd
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return fd
  }
}
