/*
  The JSON Schema of .rr.yaml for editors. It is stricter than the loader where that helps: a duration without a unit is marked,
  unknown keys are too. A text with a reference (`${VAR:-default}`) is right everywhere.
*/
import type { z } from 'zod'
import { fieldText } from './field-text.ts'

/** A node of a schema. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What stands at the top of the file. */
export interface FileSections {
  /** Sections with a schema, by name. */
  readonly sections: ReadonlyMap<string, z.ZodType>
  /** Other keys, ready made. */
  readonly others: ReadonlyMap<string, JsonSchema>
  /** Paths of sections in which user modules may have sections of their own. */
  readonly open: ReadonlySet<string>
}

const reference = { $ref: '#/definitions/reference' }
const durationPattern = '^[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h))+)$'

/** The schema of the whole file. */
export function fileSchema({ sections, others, open }: FileSections): JsonSchema {
  const properties = [
    ...others,
    ...[...sections].map(([name, schema]) => [name, fieldSchema(name, schema, open)] as const),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Courser (.rr.yaml)',
    type: 'object',
    required: ['version'],
    properties: Object.fromEntries(properties),
    definitions: { reference: { type: 'string', pattern: '\\$' } },
  }
}

function fieldSchema(path: string, schema: z.ZodType, open: ReadonlySet<string>): JsonSchema {
  const { form, description, defaultValue } = fieldText(path, schema)
  const common = {
    ...(description === '' ? {} : { description }),
    ...(form.kind === 'section' || defaultValue === undefined ? {} : { default: defaultValue }),
  }
  switch (form.kind) {
    case 'section': {
      const fields = Object.entries(form.fields).map(([key, field]) => [
        key,
        fieldSchema(`${path}.${key}`, field, open),
      ])
      const properties = Object.fromEntries(fields) as JsonSchema
      return { ...common, type: ['object', 'null'], properties, additionalProperties: open.has(path) }
    }
    case 'map':
      return { ...common, type: ['object', 'null'], additionalProperties: fieldSchema(`${path}.*`, form.item, open) }
    case 'list':
      return {
        ...common,
        anyOf: [{ type: 'array', items: fieldSchema(`${path}.*`, form.item, open) }, { type: 'string' }],
      }
    case 'oneOf':
      return { ...common, anyOf: [{ enum: form.values }, reference] }
    default:
      return { ...common, ...scalarSchemas[form.kind] }
  }
}

const scalarSchemas = {
  anything: {},
  bool: { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false', '1', '0', 1, 0] }, reference] },
  count: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string', pattern: '^\\d' }, reference] },
  int: { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^[-+]?\\d' }, reference] },
  number: { anyOf: [{ type: 'number' }, { type: 'string', pattern: '^[-+]?[.\\d]' }, reference] },
  text: { type: ['string', 'number', 'boolean'] },
  durationMs: { anyOf: [{ type: 'string', pattern: durationPattern }, { const: 0 }, reference] },
  commandLine: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
} as const
