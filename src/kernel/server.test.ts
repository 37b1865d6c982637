// A server inside another program: what `rr serve` is made of, without its command line. Cases: spec 02 #61.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Logger } from '../lib/log.ts'
import { section, text } from '../lib/scalars.ts'
import { definePlugin, type Plugin } from './plugin.ts'
import { createServer, type Logging, type Server } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-server-'))
after(() => rmSync(folder, { recursive: true }))

/** What happens to a server's logs and to its one plugin, in order. */
class Story {
  readonly events: string[] = []

  readonly plugin: Plugin<{ word: string }> = definePlugin({
    name: 'greeting',
    config: section({ word: text().default('hello') }),
    setup: ({ config, version }) => ({
      start: () => void this.events.push(`${config.word} from ${version}`),
      stop: () => void this.events.push('stopped'),
    }),
  })

  openLogging(): Logging {
    const note = (message: string): void => void this.events.push(`logged ${message}`)
    const logger: Logger = { name: 'x', enabled: () => true, debug: () => {}, info: () => {}, warn: note, error: note }
    return { logger: () => logger, close: () => void this.events.push('logs closed') }
  }
}

function serverOf(story: Story, config: string, strict = false): Promise<Server> {
  const path = join(folder, '.rr.yaml')
  writeFileSync(path, config)
  return createServer({
    config: path,
    version: '2025.1.2',
    strict,
    plugins: [{ name: story.plugin.name, load: async () => story.plugin }],
    openLogging: () => story.openLogging(),
    loadApi: () => Promise.resolve({}),
  })
}

test('createServer() wants a configuration, and a version in it', async () => {
  const nowhere = { config: join(folder, 'nowhere.yaml'), version: '', plugins: [] }
  const make = createServer({ ...nowhere, openLogging: () => new Story().openLogging(), loadApi: async () => ({}) })
  await assert.rejects(make, /config_plugin_init: open .*nowhere\.yaml: no such file or directory/)
  await assert.rejects(serverOf(new Story(), 'greeting: {}'), /rr configuration file should contain a version/)
})

test('a server starts, reports, stops, and closes its logs last', async () => {
  const story = new Story()
  const server = await serverOf(story, 'version: "3"\ngreeting: {word: hi}\nendure: {grace_period: 2s}\n')
  assert.equal(server.gracePeriodMs, 2000)
  assert.deepEqual(story.events, [])
  await server.start()
  await server.stop()
  assert.deepEqual(story.events, ['hi from 2025.1.2', 'stopped', 'logs closed'])
})

test('a mistake is a warning, or with strict the end, with the logs closed', async () => {
  const yaml = 'version: "3"\ngreeting: {wrod: hi}\n'
  const message = `unknown key greeting.wrod, did you mean greeting.word? (${join(folder, '.rr.yaml')}:2)`
  const lenient = new Story()
  await serverOf(lenient, yaml)
  assert.deepEqual(lenient.events, [`logged ${message}`])
  const strict = new Story()
  await assert.rejects(serverOf(strict, yaml, true), {
    code: 'RR_CONFIG_STRICT',
    message: `Cannot start with a configuration that has 1 fault(s): ${message} (--strict)`,
  })
  assert.deepEqual(strict.events, ['logs closed'])
})
