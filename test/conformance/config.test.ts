// The tables of spec 02 §1, case by case, from the text files beside this one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeSection } from '../../src/kernel/config/decode.ts'
import { expandText } from '../../src/kernel/config/expand.ts'
import { LayeredConfig } from '../../src/kernel/config/layers.ts'
import { parseOverride } from '../../src/kernel/config/override.ts'
import { parseConfig } from '../../src/kernel/config/parse.ts'
import { errorText } from '../../src/lib/op-error.ts'
import {
  bool,
  commandLine,
  count,
  durationMs,
  int,
  list,
  map,
  number,
  oneOf,
  section,
  text,
} from '../../src/lib/scalars.ts'
import { readCases } from '../support/case-file.ts'

const environment = { SET: 'v', EMPTY: '', A1_b: 'w' }

const fields = section({
  str: text(),
  i: int(),
  n: count(),
  b: bool(),
  f: number(),
  d: durationMs(),
  l: list(text()),
  c: commandLine(),
  m: map(text()),
  s: section({ d: durationMs(), e: durationMs().default(1000) }),
  o: oneOf('auto', 'off'),
})

const operations: Readonly<Record<string, (input: string) => string | Promise<string>>> = {
  expand: (input) => expandText(input, environment),
  override: (input) => {
    const { key, value } = parseOverride(input)
    return `${key} ${JSON.stringify(value)}`
  },
  yaml: async (input) => JSON.stringify((await parseConfig(input, 'yaml', 'case.yaml')).tree),
  decode: async (input) => {
    const nested = input.replaceAll(/^/gm, '  ')
    const file = await parseConfig(`case:\n${nested}`, 'yaml', 'case.yaml')
    const lines = new Map([...file.lines].map(([path, line]) => [path, line - 1]))
    const decoded = decodeSection(new LayeredConfig({ ...file, lines }), 'case', fields)
    const key = /^\w+/.exec(input)?.[0] as keyof typeof decoded
    return `${key} = ${JSON.stringify(decoded[key])}`
  },
}

for (const [name, operation] of Object.entries(operations)) {
  for (const one of readCases(`${import.meta.dirname}/config/${name}.txt`)) {
    test(`${name}: ${one.name}`, async () => {
      assert.equal(await resultOf(operation, one.input), one.expected)
    })
  }
}

async function resultOf(operation: (input: string) => string | Promise<string>, input: string): Promise<string> {
  try {
    return await operation(input)
  } catch (error) {
    return errorText(error).replace(
      /^config_plugin_unmarshal_key: decoding failed due to the following error\(s\):\n\n/,
      '',
    )
  }
}
