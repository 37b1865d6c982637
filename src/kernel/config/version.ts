/*
  The `version` key: of the schema, a string, wanted in every file.
  Follows: spec 02 §1.2, §1.6, §1.11
*/
import { goType } from '../../lib/go-weak.ts'
import type { SourceFile } from './parse.ts'

/** Printed to stderr when a file still has the schema of 2.7. */
export const upgradeNotice =
  'The configuration has version 2.7: please upgrade it to version 3 (see the upgrade notes of RoadRunner v2023)'

/** The effective version of the root file. Throws with RoadRunner's text when it is absent or no string. */
export function checkVersion(version: unknown, file: SourceFile): string {
  if (version === undefined || version === null) {
    throw new Error('rr configuration file should contain a version e.g: version: 3')
  }
  if (typeof version === 'string') return version
  throw new Error(`version should be a string: \`version: "3"\`, actual type is: ${typeName(version, file)}`)
}

/** Holds an included file to the root's version. Throws with RoadRunner's text. */
export function checkIncludedVersion(version: unknown, rootVersion: string, file: SourceFile): void {
  if (version === undefined || version === null) {
    throw new Error('rr configuration file should contain a version e.g: version: 2.7')
  }
  if (typeof version !== 'string') {
    throw new Error(`type of version should be string, actual: ${typeName(version, file)}`)
  }
  if (version !== rootVersion) throw new Error('version in included file must be the same as in root')
}

/** The version reported to plugins and PHP: a build without one counts as 3. */
export function reportedVersion(version: string): string {
  return version === '' || version === 'local' ? '3' : version
}

/** The Go type of a value as the file's own parser would give it. */
function typeName(value: unknown, file: SourceFile): string {
  if (typeof value !== 'number') return goType(value)
  if (file.format === 'json') return 'float64'
  return goType(value) === 'int' && file.format === 'toml' ? 'int64' : goType(value)
}
