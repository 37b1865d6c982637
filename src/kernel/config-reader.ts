/** Where a value came from, for `rr config` and for messages. */
export type ConfigSource =
  | { readonly kind: 'file'; readonly path: string; readonly line: number }
  | { readonly kind: 'override'; readonly argument: string }
  | { readonly kind: 'default' }

/**
 * Read access to the effective configuration: two layers (expanded values, flags and includes over the raw file), keys
 * lower-case, `.` separates. Follows: spec 02 §1.9, §1.13.
 */
export interface ConfigReader {
  /** True when the key has a value other than null. */
  has(path: string): boolean
  /** The raw value, undefined when absent. */
  get(path: string): unknown
  sourceOf(path: string): ConfigSource | undefined
  /** The whole effective configuration, as `rpc.Config` prints it. */
  all(): Record<string, unknown>
}
