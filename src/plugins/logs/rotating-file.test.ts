import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { backupPath, tidyBackups } from './backups.ts'
import type { FileLoggerConfig } from './config.ts'
import { config } from './config.ts'
import { createLogging } from './create-logging.ts'
import { RotatingFile, rotatingFilePath } from './rotating-file.ts'

const mebibyte = 'x'.repeat(1024 * 1024)
const backupName = /^rr-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}\.log$/

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'courser-logs-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

function options(settings: Partial<FileLoggerConfig>): FileLoggerConfig {
  return config.parse({ file_logger_options: settings }).file_logger_options as FileLoggerConfig
}

test('createLogging() writes JSON to the file of file_logger_options, whatever the encoding', (t) => {
  // spec 02 #100
  const path = join(temporaryFolder(t), 'deep', 'er', 'rr.log')
  const settings = { log_output: path, max_size: 1 }
  const logging = createLogging(
    config.parse({
      level: 'info',
      encoding: 'console',
      file_logger_options: settings,
      channels: { x: { mode: 'production', file_logger_options: settings } },
    }),
  )
  logging.logger('http').info('http log', { status: 200 })
  logging.logger('http').debug('unseen')
  logging.logger('x').warn('same file')
  logging.close()
  const [first, second] = readFileSync(path, 'utf8').split('\n')
  assert.match(first as string, /^\{"level":"INFO","ts":"[^"]+","logger":"http {8}","msg":"http log","status":200\}$/)
  assert.match(second as string, /^\{"level":"warn","ts":\d{19},"logger":"x","msg":"same file"\}$/)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.equal(statSync(join(path, '..')).mode & 0o777, 0o755)
})

test('createLogging() refuses a rotated file that cannot be opened', (t) => {
  const folder = temporaryFolder(t)
  assert.throws(() => createLogging(config.parse({ file_logger_options: { log_output: folder } })), {
    message: `config_plugin_init: open ${folder}: is a directory`,
  })
})

test('RotatingFile begins a new file before the size is exceeded', async (t) => {
  // spec 02 #100
  const folder = temporaryFolder(t)
  const path = join(folder, 'rr.log')
  writeFileSync(path, 'old\n')
  chmodSync(path, 0o640)
  const file = new RotatingFile(options({ log_output: path, max_size: 1 }), assert.fail)
  file.write('appended\n')
  file.write(mebibyte.slice(0, 1024 * 1024 - 13))
  assert.equal(statSync(path).size, 1024 * 1024)
  file.write('next\n')
  file.write(mebibyte)
  await file.settled()
  file.close()
  file.write('late')
  assert.equal(readFileSync(path, 'utf8'), mebibyte)
  assert.equal(statSync(path).mode & 0o777, 0o640)
  const backups = readdirSync(folder).filter((name) => name !== 'rr.log')
  assert.equal(backups.length, 2)
  for (const name of backups) assert.match(name, backupName)
  assert.match(readFileSync(join(folder, backups[0] as string), 'utf8'), /^old\nappended\nx+$/)
  assert.equal(readFileSync(join(folder, backups[1] as string), 'utf8'), 'next\n')
})

test('RotatingFile drops a record larger than the limit and says so', (t) => {
  const path = join(temporaryFolder(t), 'rr.log')
  const troubles: string[] = []
  const file = new RotatingFile(options({ log_output: path, max_size: 1 }), (text) => troubles.push(text))
  file.write(`${mebibyte}y`)
  file.close()
  assert.equal(statSync(path).size, 0)
  assert.deepEqual(troubles, ['write length 1048577 exceeds maximum file size 1048576'])
})

test('RotatingFile compresses rotated files and keeps only the newest', async (t) => {
  // spec 02 #100
  const folder = temporaryFolder(t)
  const path = join(folder, 'rr.log')
  const file = new RotatingFile(options({ log_output: path, max_size: 1, max_backups: 2, compress: true }), assert.fail)
  for (const letter of 'abcd') file.write(letter.repeat(1024 * 1024))
  await file.settled()
  file.close()
  const names = readdirSync(folder).sort()
  assert.equal(names.length, 3)
  assert.match(names[0] as string, /^rr-.+\.log\.gz$/)
  assert.equal(
    gunzipSync(readFileSync(join(folder, names[0] as string)))
      .toString()
      .slice(0, 3),
    'bbb',
  )
  assert.equal(
    gunzipSync(readFileSync(join(folder, names[1] as string)))
      .toString()
      .slice(0, 3),
    'ccc',
  )
  assert.equal(statSync(join(folder, names[0] as string)).mode & 0o777, 0o600)
})

test('tidyBackups() removes what is too old and touches no other file', async (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'rr.log')
  const now = Date.UTC(2026, 10, 24)
  const hour = 60 * 60 * 1000
  for (const age of [23, 25]) writeFileSync(backupPath(path, now - age * hour), '')
  for (const name of [
    'rr.log',
    'rr-notes.log',
    'rr-2020-01-01T00-00-00.000.txt',
    'other-2020-01-01T00-00-00.000.log',
  ]) {
    writeFileSync(join(folder, name), '')
  }
  await tidyBackups(path, { maxBackups: 10, maxAgeDays: 1, compress: false }, now)
  assert.deepEqual(readdirSync(folder).sort(), [
    'other-2020-01-01T00-00-00.000.log',
    'rr-2020-01-01T00-00-00.000.txt',
    'rr-2026-11-23T01-00-00.000.log',
    'rr-notes.log',
    'rr.log',
  ])
})

test('rotatingFilePath() has the default of the documentation', () => {
  assert.equal(rotatingFilePath(options({})), join(tmpdir(), 'rr-lumberjack.log'))
})
