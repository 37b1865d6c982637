/* The table of a section's keys in its page of docs/plugins/. */
import type { z } from 'zod'
import { type FieldText, fieldText } from './field-text.ts'

const end = '<!-- /keys -->'

/**
 * A page with its key table brought up to date; without one, it is put at the end. A page with several tables names the others: that of
 * a driver stands under a heading of its own.
 */
export function withKeyTable(page: string, name: string, schema: z.ZodType, driver?: string): string {
  const begin = `<!-- keys${driver === undefined ? '' : ` of ${driver}`}: made by npm run gen -->`
  const block = `${begin}\n\n${keyTable(name, schema)}\n\n${end}`
  const from = page.indexOf(begin)
  const to = page.indexOf(end, from)
  if (from !== -1 && to > from) return `${page.slice(0, from)}${block}${page.slice(to + end.length)}`
  return `${page.trimEnd()}\n\n${driver === undefined ? '## Keys' : `### ${driver}`}\n\n${block}\n`
}

/** The first page of a section that has none. */
export function emptyPage(name: string, schema: z.ZodType): string {
  return `# ${name}\n\n${fieldText(name, schema).description || `The section \`${name}\`.`}.\n`.replace('..', '.')
}

function keyTable(name: string, schema: z.ZodType): string {
  const rows = rowsOf(name, '', schema)
  return ['| Key | Value | Default | Meaning |', '|---|---|---|---|', ...rows].join('\n')
}

function rowsOf(section: string, path: string, schema: z.ZodType): string[] {
  const field = fieldText(`${section}.${path}`, schema)
  const { form } = field
  const row =
    path === '' ? [] : [`| \`${path}\` | ${valueText(field)} | ${defaultText(field)} | ${cell(field.description)} |`]
  if (form.kind === 'section') {
    const parts = Object.entries(form.fields)
    return [...row, ...parts.flatMap(([key, part]) => rowsOf(section, path === '' ? key : `${path}.${key}`, part))]
  }
  if ((form.kind !== 'map' && form.kind !== 'list') || !isNested(form.item)) return row
  return [...row, ...rowsOf(section, `${path}.${form.kind === 'map' ? '<name>' : '[]'}`, form.item).slice(1)]
}

function isNested(schema: z.ZodType): boolean {
  return fieldText('', schema).form.kind === 'section'
}

const valueTexts = {
  anything: 'any',
  bool: 'bool',
  commandLine: 'command',
  count: 'number ≥ 0',
  durationMs: 'duration',
  int: 'integer',
  number: 'number',
  section: 'section',
  text: 'text',
} as const

function valueText({ form }: FieldText): string {
  switch (form.kind) {
    case 'oneOf':
      return form.values.map((value) => `\`${value}\``).join(', ')
    case 'list':
      return `list of ${valueText(fieldText('', form.item))}`
    case 'map':
      return `map of ${valueText(fieldText('', form.item))}`
    default:
      return valueTexts[form.kind]
  }
}

function defaultText({ form, defaultValue }: FieldText): string {
  if (form.kind === 'section') return defaultValue === undefined ? 'off' : ''
  if (defaultValue === undefined || isEmpty(defaultValue)) return ''
  return `\`${typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue)}\``
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
