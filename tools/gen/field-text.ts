import type { z } from 'zod'
import { formatGoDuration } from '../../src/lib/go-duration.ts'
import { type FieldForm, formOf } from '../../src/lib/scalars.ts'

/** What generated pages say about one field. */
export interface FieldText {
  readonly form: FieldForm
  readonly description: string
  /** The default as users write it, undefined when the field is off while absent. */
  readonly defaultValue: unknown
}

/** Reads a field's form, description and default. Throws for a schema not built by lib/scalars. */
export function fieldText(path: string, schema: z.ZodType): FieldText {
  const form = formOf(schema)
  if (form === undefined) throw new Error(`${path} is not built from src/lib/scalars.ts`)
  return { form, description: descriptionOf(schema), defaultValue: defaultOf(schema, form) }
}

/** `.optional()` and `.default()` behind `.describe()` hide the description of what they wrap. */
function descriptionOf(schema: z.core.$ZodType): string {
  const own = (schema as z.ZodType).description
  const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType
  return own ?? (inner === undefined ? '' : descriptionOf(inner))
}

function defaultOf(schema: z.ZodType, form: FieldForm): unknown {
  const { data } = schema.safeParse(undefined)
  return form.kind === 'durationMs' && typeof data === 'number' ? formatGoDuration(data * 1e6) : data
}
