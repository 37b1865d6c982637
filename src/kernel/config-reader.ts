/** Where a value came from, for `rr config` and for messages. */
export type ConfigSource =
  /** `raw` is the text in the file where references to the environment made another value of it. Line 0: not known. */
  | { readonly kind: 'file'; readonly path: string; readonly line: number; readonly raw?: string }
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
  /** Top-level keys that have a value other than null. */
  sections(): readonly string[]
  sourceOf(path: string): ConfigSource | undefined
  /** The whole effective configuration, as `rpc.Config` prints it: keys sorted, nulls left out. */
  all(): Record<string, unknown>
}

/** A source as text: `.rr.yaml:12`, `-o http.address=:80`, `default`. */
export function sourceText(source: ConfigSource): string {
  if (source.kind === 'override') return `-o ${source.argument}`
  if (source.kind === 'default') return 'default'
  return source.line > 0 ? `${source.path}:${source.line}` : source.path
}
