/*
  References to environment variables in values: `$NAME`, `${NAME}`, `${NAME:-default}`. There is no escape for `$`.
  Follows: spec 02 §1.4; golang/go src/os/env.go (Expand)
*/

/** Gives a variable's value, or undefined when it is not set. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A reference: special one-character names, a name in braces, an unterminated brace, or a plain name. */
const reference =
  /\$(?:\{(?<special>[*#$@!?\-0-9])\}|\{(?<braced>[^}]*)\}|(?<broken>\{)|(?<single>[*#$@!?\-0-9])|(?<plain>[A-Za-z0-9_]+))/g

/**
 * Replaces all references of a text. A text with `:-` anywhere must use the default form, with one `:-`, in every reference;
 * else the whole text becomes empty.
 */
export function expandText(text: string, environment: Environment): string {
  const withDefaults = text.includes(':-')
  let collapsed = false
  const expanded = text.replace(reference, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>
    if (groups['broken'] !== undefined || groups['braced'] === '') return ''
    const name = groups['special'] ?? groups['braced'] ?? groups['single'] ?? groups['plain'] ?? ''
    const [variable = '', fallback, ...rest] = withDefaults ? name.split(':-') : [name]
    if (withDefaults && (fallback === undefined || rest.length > 0)) collapsed = true
    return environmentValue(environment, variable) || (fallback ?? '')
  })
  return collapsed ? '' : expanded
}

/**
 * Expands a leaf: a text, or the texts of a list. A list with at least one text keeps only its texts; maps inside lists are not
 * touched.
 */
export function expandLeaf(value: unknown, environment: Environment): unknown {
  if (typeof value === 'string') return expandText(value, environment)
  if (!Array.isArray(value)) return value
  const texts = value.filter((element) => typeof element === 'string')
  return texts.length === 0 ? value : texts.map((element) => expandText(element, environment))
}

function environmentValue(environment: Environment, name: string): string {
  return (Object.hasOwn(environment, name) ? environment[name] : undefined) ?? ''
}
