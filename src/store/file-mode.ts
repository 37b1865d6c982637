/** The mode of a new file from its octal number: `0755` in YAML is the number 493, and somebody who writes `755` means the same. */
export function fileMode(permissions: number): number {
  const digits = String(permissions)
  return permissions > 0o777 && /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) & 0o7777 : permissions & 0o7777
}
