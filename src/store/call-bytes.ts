/** Bytes of the records among arguments. */
export function bytesIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.length
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  let bytes = 0
  for (const part of Object.values(value)) bytes += bytesIn(part)
  return bytes
}

/** A copy whose bytes have memory of their own: posting a view would copy all that it is a view of. */
export function owned<T>(value: T): T {
  if (value instanceof Uint8Array) return new Uint8Array(value) as T
  if (Array.isArray(value)) return value.map(owned) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, owned(part as unknown)])) as T
}
