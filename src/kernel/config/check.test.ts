import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import { count, durationMs, list, map, section, text } from '../../lib/scalars.ts'
import { definePlugin } from '../plugin.ts'
import type { UserSections } from '../user-modules.ts'
import { checkConfig, issueText } from './check.ts'
import { loadInlineConfig } from './load.ts'

const http = definePlugin({
  name: 'http',
  config: section({
    address: text(),
    pool: section({ num_workers: count(), ttl: durationMs() }).optional(),
    routes: list(section({ path: text() })),
    tables: map(section({ size: count() })),
  }),
  setup: () => ({}),
})

async function issues(yaml: string, sections: UserSections = new Map()): Promise<string[]> {
  const { config } = await loadInlineConfig(yaml)
  return checkConfig(config, [http], { sections, names: ['watch'] }).map(
    (issue) => `${issue.kind}: ${issueText(issue)}`,
  )
}

// spec 02 #40: RoadRunner ignores them in silence
test('checkConfig() names unknown keys with place and suggestion', async () => {
  assert.deepEqual(await issues('version: "3"\nhttp:\n  adress: x\n  pool:\n    numworkers: 1\nhtp: {}\nzzzzzz: 1'), [
    'unknown: unknown key http.adress, did you mean http.address? (inline:3)',
    'unknown: unknown key http.pool.numworkers, did you mean http.pool.num_workers? (inline:5)',
    'unknown: unknown key htp, did you mean http? (inline:6)',
    'unknown: unknown key zzzzzz (inline:7)',
  ])
})

test('checkConfig() looks into lists and maps', async () => {
  assert.deepEqual(await issues('http: {routes: [{path: a}, {pth: b}], tables: {any: {size: 1, sise: 2}}}'), [
    'unknown: unknown key http.routes.1.pth, did you mean http.routes.1.path? (inline:1)',
    'unknown: unknown key http.tables.any.sise, did you mean http.tables.any.size? (inline:1)',
  ])
})

test('checkConfig() tells what this version does not have from a typo', async () => {
  assert.deepEqual(await issues('metrics: {}\nendure: {retry_on_fail: true}'), [
    'later: section metrics of RoadRunner is not part of this version yet, it has no effect (inline:1)',
    'ineffective: key endure.retry_on_fail has no effect: RoadRunner ignores it too (inline:2)',
  ])
})

// spec 01 §7
test('checkConfig() points at values that mean something else than they look', async () => {
  assert.deepEqual(await issues('http: {pool: {ttl: 60, num_workers: -1}}'), [
    'suspicious: http.pool.ttl is 60, which counts nanoseconds, wanted a duration such as 60s (inline:1)',
    'suspicious: http.pool.num_workers is -1, which counts as 0 (inline:1)',
  ])
  assert.deepEqual(await issues('http: {pool: {ttl: 0, num_workers: 4}}'), [])
})

test('checkConfig() looks into the sections of user middleware', async () => {
  const brotli = new Map([['http.brotli', section({ level: count() })]])
  assert.deepEqual(await issues('http: {brotli: {level: 5}}', brotli), [])
  assert.deepEqual(await issues('http: {brotli: {levl: 5}}', brotli), [
    'unknown: unknown key http.brotli.levl, did you mean http.brotli.level? (inline:1)',
  ])
  assert.deepEqual(await issues('http: {any: {thing: 5}}', new Map([['http.any', undefined]])), [])
})

test('checkConfig() looks into the sections of drivers, wherever they stand', async () => {
  const sections: UserSections = new Map<string, z.ZodType | undefined>([
    ['sessions', section({ interval: durationMs() })],
    ['http.tables.any.options', section({ level: count() })],
    ['absent', section({})],
    ['open', undefined],
  ])
  const yaml = 'sessions: {intervall: 1s}\nhttp: {tables: {any: {options: {levl: 1}}}}\nopen: {any: 1}'
  const found = await issues(yaml, sections)
  assert.deepEqual(found, [
    'unknown: unknown key sessions.intervall, did you mean sessions.interval? (inline:1)',
    'unknown: unknown key http.tables.any.options.levl, did you mean http.tables.any.options.level? (inline:2)',
  ])
})

test('checkConfig() suggests the section of a plugin that is not loaded', async () => {
  assert.deepEqual(await issues('wathc: {}'), ['unknown: unknown key wathc, did you mean watch? (inline:1)'])
})
