import { getSystemErrorMap } from 'node:util'

/** Texts in which libuv and the C library differ; users search for the latter's. */
const ownTexts: Readonly<Record<string, string>> = {
  EISDIR: 'is a directory',
  EEXIST: 'file exists',
  EACCES: 'permission denied',
  ENXIO: 'no such device or address',
  ECONNRESET: 'connection reset by peer',
  EINVAL: 'invalid argument',
  ENOTSUP: 'operation not supported',
}

/** What the operating system says about a failed call (`no such file or directory`), without Node's own words around it. */
export function systemErrorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, errno } = error as NodeJS.ErrnoException
  if (code === undefined || errno === undefined) return error.message
  return ownTexts[code] ?? getSystemErrorMap().get(errno)?.[1] ?? error.message
}

/** The same with the operation and the path before it: `open .pid: no such file or directory`. */
export function pathErrorText(operation: string, path: string, error: unknown): string {
  return `${operation} ${path}: ${systemErrorText(error)}`
}
