declare const __COURSER_VERSION__: string | undefined
declare const __COURSER_BUILD_TIME__: string | undefined

/** The RoadRunner release whose behaviour this is: PHP packages compare it, so it is the version we report. */
export const compatibleVersion = '2025.1.15'

/** Version of this package; set by tools/build.ts. */
export const packageVersion = typeof __COURSER_VERSION__ === 'string' ? __COURSER_VERSION__ : 'development'

/** When the bundle was made, as RoadRunner writes it; set by tools/build.ts. */
export const buildTime = typeof __COURSER_BUILD_TIME__ === 'string' ? __COURSER_BUILD_TIME__ : 'development'

const goNames: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', win32: 'windows' }

/** The answer to `--version`; Laravel Octane reads its first and third word. Follows: spec 02 §2.2. */
export function versionLine(program: string): string {
  const os = goNames[process.platform] ?? process.platform
  const arch = goNames[process.arch] ?? process.arch
  const runtime = `node${process.versions.node}`
  return `${program} version ${plainVersion(compatibleVersion)} (build time: ${buildTime}, ${runtime}), OS: ${os}, arch: ${arch}`
}

/** A version without blanks around it and without the `v` that stands right before a digit. */
export function plainVersion(version: string): string {
  return version.trim().replace(/^v(?=\d)/i, '')
}
