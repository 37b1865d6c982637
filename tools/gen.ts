// Writes what follows from other files: schema/rr.v3.json and the key tables in docs/ from the schemas of the sections, src/gen from
// proto/. With --check, only tells which files are out of date, and fails.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { endureConfig } from '../src/kernel/config/endure.ts'
import { roadRunnerSections } from '../src/kernel/config/known-keys.ts'
import { standardPlugins } from '../src/plugins/_standard.ts'
import { loadDriver } from '../src/plugins/kv/drivers/_all.gen.ts'
import { driverLists, driversIn } from './gen/drivers.ts'
import { fileSchema, type JsonSchema } from './gen/json-schema.ts'
import { emptyPage, withKeyTable } from './gen/key-table.ts'
import { messageModules } from './gen/messages.ts'

const sections = new Map<string, z.ZodType>([['endure', endureConfig]])
const plugins = await Promise.all(standardPlugins.map((plugin) => plugin.load()))
for (const { name, config } of plugins) if (config !== undefined) sections.set(name, config)
const names = new Set(standardPlugins.map(({ name }) => name))

const others = new Map<string, JsonSchema>([
  ['version', { type: 'string', default: '3', description: 'Version of the format; a string' }],
  [
    'include',
    {
      anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }],
      description: 'Files whose sections replace those here, relative to the working directory',
    },
  ],
  ['envfile', { type: 'string', description: 'File of environment variables, relative to this file' }],
  [
    'plugins',
    {
      anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }],
      description:
        'TypeScript or JavaScript modules with plugins and middleware of your own, relative to the working directory',
    },
  ],
  ...roadRunnerSections
    .filter((name) => !names.has(name))
    .map((name) => [name, { description: 'A section of RoadRunner that this version does not have yet' }] as const),
])

const outputs = new Map([...(await messageModules()), ...driverLists()])
const schema = fileSchema({ sections, others, open: new Set(['http']) })
outputs.set('schema/rr.v3.json', `${JSON.stringify(schema, undefined, 2)}\n`)
for (const [name, config] of sections) {
  const path = name === 'endure' ? 'docs/config.md' : `docs/plugins/${name}.md`
  const page = existsSync(path) ? readFileSync(path, 'utf8') : emptyPage(name, config)
  outputs.set(path, withKeyTable(page, name, config))
}
for (const driver of driversIn('src/plugins/kv/drivers')) {
  const definition = await loadDriver(driver)
  const page = outputs.get('docs/plugins/kv.md') ?? ''
  if (definition !== undefined) outputs.set('docs/plugins/kv.md', withKeyTable(page, 'kv', definition.config, driver))
}

const stale = [...outputs].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`out of date: ${path} (npm run gen)`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    console.log(`written: ${path}`)
  }
}
