/**
 * A number as a column of whole numbers takes it and gives it back: cut to its whole part, and to what a double counts exactly. Anything else
 * could be written but never read, and the record would block its table for ever.
 */
export function storable(value: number): number {
  return Math.trunc(Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER))
}
