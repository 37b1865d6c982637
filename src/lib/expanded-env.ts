/** Configured variables: names upper-case; `$NAME` and `${NAME}` in values stand for the process's own, empty when unset. */
export function expandedEnv(
  entries: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const expand = (value: string): string =>
    value.replace(
      /\$(?:\{([^}]*)\}|([A-Za-z0-9_]+))/g,
      (_, braced?: string, bare?: string) => variables[braced ?? bare ?? ''] ?? '',
    )
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name.toUpperCase(), expand(value)]))
}
