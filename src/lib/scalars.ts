/*
  The fields of .rr.yaml. Each builder gives a zod schema that decodes as leniently as RoadRunner does (the one place where that
  leniency lives), carries its form for JSON Schema and docs, and takes `.default()`, `.optional()` and `.describe()`.
  A field that is absent and has no default gets its zero value (0, '', false, [], {}), as in Go.
  Follows: spec 02 §1.9, 01 §6.2, §7
*/
import { z } from 'zod'
import {
  isPlainObject,
  weakBool,
  weakCount,
  weakDurationMs,
  weakInt,
  weakList,
  weakMap,
  weakNumber,
  weakText,
} from './go-weak.ts'
import { errorText } from './op-error.ts'

/** A field of the configuration: takes any parsed value, gives a T. */
export type Field<T> = z.ZodType<T, unknown>

/** What a field looks like from outside: for unknown-key checks, JSON Schema, docs and error paths. */
export type FieldForm =
  | { readonly kind: 'bool' | 'count' | 'int' | 'number' | 'text' | 'durationMs' | 'commandLine' | 'anything' }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly item: z.ZodType }
  | { readonly kind: 'section'; readonly fields: Readonly<Record<string, z.ZodType>> }

const forms = z.registry<FieldForm>()

/** The form of a field, seen through `.default()`, `.optional()` and `.describe()`; undefined for a schema not built here. */
export function formOf(schema: z.core.$ZodType): FieldForm | undefined {
  const form: unknown = forms.get(schema)
  if (form !== undefined) return form as FieldForm
  const inner = (schema._zod.def as { innerType?: z.core.$ZodType }).innerType
  return inner === undefined ? undefined : formOf(inner)
}

/** `true`, `1`, `"true"`, `"t"` …; `yes` and `on` are errors. */
export function bool(): Field<boolean> {
  return scalar({ kind: 'bool' }, false, weakBool)
}

/** An integer from 0 up. */
export function count(): Field<number> {
  return scalar({ kind: 'count' }, 0, weakCount)
}

/** An integer. */
export function int(): Field<number> {
  return scalar({ kind: 'int' }, 0, weakInt)
}

/** A number that may have a fraction. */
export function number(): Field<number> {
  return scalar({ kind: 'number' }, 0, weakNumber)
}

/** A text. */
export function text(): Field<string> {
  return scalar({ kind: 'text' }, '', weakText)
}

/** A Go duration such as `1m30s`, in milliseconds (which may have a fraction). A bare number counts nanoseconds. */
export function durationMs(): Field<number> {
  return scalar({ kind: 'durationMs' }, 0, weakDurationMs)
}

/** One of some words. The first is the zero value. */
export function oneOf<const Values extends readonly [string, ...string[]]>(...values: Values): Field<Values[number]> {
  return scalar({ kind: 'oneOf', values }, values[0] as Values[number], (value) => {
    const word = weakText(value)
    if (!values.includes(word)) throw new Error(`cannot be ${JSON.stringify(word)}, wanted one of ${values.join(', ')}`)
    return word
  })
}

/** Whatever the file says, as parsed: for parts that a driver decodes later. Absent is undefined. */
export function anything(): Field<unknown> {
  return scalar<unknown>({ kind: 'anything' }, undefined, (value) => value)
}

/** A list. A text is split at commas (`http.middleware=static,gzip`), any other single value is a list of one. */
export function list<T>(item: Field<T>): Field<T[]> {
  return scalar<T[]>({ kind: 'list', item }, [], (value, context) =>
    weakList(value).map((element, index) => decodePart(item, element, index, context)),
  )
}

/** A map from names to values. */
export function map<T>(item: Field<T>): Field<Record<string, T>> {
  return scalar<Record<string, T>>({ kind: 'map', item }, {}, (value, context) =>
    Object.fromEntries(
      Object.entries(weakMap(value)).map(([key, part]) => [key, decodePart(item, part, key, context)]),
    ),
  )
}

/** A command: a text is split at commas, a list of one on blanks; longer lists are the arguments as they stand. */
export function commandLine(): Field<string[]> {
  const words = list(text())
  return scalar<string[]>({ kind: 'commandLine' }, [], (value, context) => {
    const parts = decodePart(words, value, undefined, context)
    return parts?.length === 1 ? (parts[0] as string).split(/\s+/).filter((word) => word !== '') : parts
  })
}

/**
 * A mapping with known keys. Keys match in any case, unknown ones are left out (who decodes a whole section warns about them),
 * null leaves the default. Absent, it is decoded from nothing, so that its fields have their defaults.
 */
export function section<Fields extends z.ZodRawShape>(fields: Fields): Field<z.output<z.ZodObject<Fields>>> {
  const object = z.object(fields) as unknown as Field<z.output<z.ZodObject<Fields>>>
  const names = Object.keys(fields).filter((name) => fields[name]?._zod.optin !== 'optional')
  const absent = Object.fromEntries(names.map((name) => [name, undefined]))
  const spelled = new Map(Object.keys(fields).map((key) => [key.toLowerCase(), key]))
  return field({ kind: 'section', fields: fields as unknown as Record<string, z.ZodType> }, (value, context) => {
    const known = Object.entries(weakStruct(value ?? {})).flatMap(([key, part]) => {
      const name = spelled.get(key.toLowerCase())
      return name === undefined || part === null ? [] : [[name, part] as const]
    })
    return decodePart(object, { ...absent, ...Object.fromEntries(known) }, undefined, context)
  })
}

function weakStruct(value: unknown): Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? value : weakMap(Array.isArray(value) ? '' : value)
}

type Context = z.core.$RefinementCtx

/** A field whose zero value stands for absent and null. */
function scalar<T>(form: FieldForm, zero: T, decode: (value: unknown, context: Context) => T): Field<T> {
  return field(form, (value, context) => (value === undefined || value === null ? zero : decode(value, context)))
}

function field<T>(form: FieldForm, decode: (value: unknown, context: Context) => T): Field<T> {
  const schema = z.unknown().transform((value, context): T => {
    try {
      return decode(value, context)
    } catch (error) {
      context.addIssue({ code: 'custom', message: errorText(error), input: value })
      return z.NEVER
    }
  })
  forms.add(schema, form as never)
  return schema as unknown as Field<T>
}

/** Decodes an element; its issues become the parent's, with the key before their path. */
function decodePart<T>(schema: Field<T>, value: unknown, key: PropertyKey | undefined, context: Context): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    context.addIssue({
      code: 'custom',
      message: issue.message,
      input: issue.input,
      path: key === undefined ? issue.path : [key, ...issue.path],
    })
  }
  return z.NEVER
}
