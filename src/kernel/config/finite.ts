import { RRError } from '../../lib/errors.ts'
import type { SourceFile } from './parse.ts'

/** Refuses `.inf` and `.nan` anywhere, by the name of the key (RoadRunner stops too, without it: spec 09 #6). */
export function checkFinite(file: SourceFile): void {
  visit(file, file.tree, '')
}

function visit(file: SourceFile, value: unknown, path: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RRError('RR_CONFIG_NOT_FINITE', [path, value, `${file.path}:${file.lines.get(path) ?? 0}`])
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return
  for (const [key, part] of Object.entries(value)) visit(file, part, path === '' ? key : `${path}.${key}`)
}
