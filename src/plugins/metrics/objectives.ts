/**
 * The quantiles of a summary, rising. Dots in keys make levels in the configuration: `0.95: 0.005` arrives as `{0: {95: 0.005}}`, which
 * is read back here. Follows: spec 09 #3
 */
export function quantilesOf(objectives: Readonly<Record<string, unknown>>): number[] {
  const quantiles = Object.entries(objectives).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? Object.keys(value).map((rest) => `${key}.${rest}`) : [key],
  )
  return quantiles.map(quantile).toSorted((a, b) => a - b)
}

function quantile(text: string): number {
  const value = text === '' ? Number.NaN : Number(text)
  if (!(value >= 0 && value <= 1)) throw new Error(`objective ${JSON.stringify(text)} is no quantile from 0 to 1`)
  return value
}
