/**
 * The cycles of an import graph, one per group of files that reach each other, as `a -> b -> a`. Tarjan's algorithm:
 * strongly connected groups in one walk.
 */
export function cycles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const found: string[] = []

  const visit = (file: string): number => {
    const own = order.size
    order.set(file, own)
    lowest.set(file, own)
    stack.push(file)
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) lower(file, visit(next))
      else if (stack.includes(next)) lower(file, order.get(next) ?? own)
    }
    if (lowest.get(file) === own) {
      const group = stack.splice(stack.indexOf(file))
      if (group.length > 1 || imports.get(file)?.includes(file)) found.push([...group, file].join(' -> '))
    }
    return lowest.get(file) ?? own
  }
  const lower = (file: string, value: number) => lowest.set(file, Math.min(lowest.get(file) ?? value, value))

  for (const file of imports.keys()) if (!order.has(file)) visit(file)
  return found
}
