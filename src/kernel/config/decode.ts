import type { z } from 'zod'
import { OpError } from '../../lib/op-error.ts'
import { type FieldForm, formOf } from '../../lib/scalars.ts'
import { type ConfigReader, sourceText } from '../config-reader.ts'

/**
 * Decodes a section by its schema. Throws `config_plugin_unmarshal_key: …` with one line per value that RoadRunner cannot decode
 * either, each with its place. Follows: spec 02 §1.9.
 */
export function decodeSection<T>(reader: ConfigReader, name: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(reader.get(name))
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => {
    const source = reader.sourceOf([name, ...issue.path].join('.')) ?? reader.sourceOf(name)
    const place = source === undefined ? '' : ` (${sourceText(source)})`
    return `'${fieldPath(schema, issue.path)}' ${issue.message}${place}`
  })
  const text = `decoding failed due to the following error(s):\n\n${lines.join('\n')}`
  throw new OpError('config_plugin_unmarshal_key', undefined, text)
}

/** A path as the decoder of RoadRunner writes it: `pool.num_workers`, `middleware[0]`, `env[key]`. */
function fieldPath(schema: z.core.$ZodType, path: readonly PropertyKey[]): string {
  let text = ''
  let at: z.core.$ZodType | undefined = schema
  for (const key of path.map(String)) {
    const form: FieldForm | undefined = at === undefined ? undefined : formOf(at)
    const inSection = form === undefined || form.kind === 'section'
    text += inSection ? `${text === '' ? '' : '.'}${key}` : `[${key}]`
    if (form?.kind === 'section') at = form.fields[key]
    else at = form?.kind === 'list' || form?.kind === 'map' ? form.item : undefined
  }
  return text
}
