import type { TextMapGetter, TextMapPropagator, TextMapSetter } from '@opentelemetry/api'
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import { namesOf } from '../../lib/common-js.ts'

/** Reads a header by its name. */
export type HeaderReader = (name: string) => string | undefined
/** Takes a header. */
export type HeaderWriter = (name: string, value: string) => void

/** How headers of whoever called are read. Which there are is not asked: propagators know the names of theirs. */
export const headerGetter: TextMapGetter<HeaderReader> = {
  get: (read, name) => read(name),
  keys: () => [],
}

/** Gives headers in their canonical spelling: `Uber-Trace-Id`. */
export const headerSetter: TextMapSetter<HeaderWriter> = {
  set: (write, name, value) => write(canonical(name), value),
}

/** The propagators of these names as one. Loads only what is named. */
export async function openPropagator(names: readonly string[]): Promise<TextMapPropagator> {
  return new CompositePropagator({ propagators: await Promise.all(names.map(propagatorOf)) })
}

async function propagatorOf(name: string): Promise<TextMapPropagator> {
  if (name === 'baggage') return new W3CBaggagePropagator()
  if (name === 'jaeger') {
    const { JaegerPropagator } = namesOf(await import('@opentelemetry/propagator-jaeger'))
    return new JaegerPropagator()
  }
  if (name === 'b3' || name === 'b3multi') {
    const { B3InjectEncoding, B3Propagator } = namesOf(await import('@opentelemetry/propagator-b3'))
    const { SINGLE_HEADER, MULTI_HEADER } = B3InjectEncoding
    return new B3Propagator({ injectEncoding: name === 'b3' ? SINGLE_HEADER : MULTI_HEADER })
  }
  return new W3CTraceContextPropagator()
}

const known = new Map<string, string>()

/** The names are those of propagators: few. */
function canonical(name: string): string {
  let spelled = known.get(name)
  if (spelled === undefined) {
    spelled = name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
    known.set(name, spelled)
  }
  return spelled
}
