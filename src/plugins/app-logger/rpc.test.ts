import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogFields, Logger, LogPairs } from '../../lib/log.ts'
import { appMethods } from './rpc.ts'

type Record = readonly [level: string, message: string, fields: LogFields | LogPairs | undefined]

function open(writeError: (text: string) => Promise<void> = async () => {}) {
  const records: Record[] = []
  const at = (level: string) => (message: string, fields?: LogFields | LogPairs) =>
    void records.push([level, message, fields])
  const log: Logger = {
    name: 'app',
    enabled: () => true,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  }
  const methods = appMethods(log, writeError)
  const call = async (name: string, argument: unknown): Promise<unknown> => methods[name]?.call(argument as never)
  return { records, call }
}

const attribute = (key: string, value: string) => ({ key, value })

test('each level method makes one record of its level', async () => {
  // spec 02 #105
  const { records, call } = open()
  for (const name of ['Debug', 'Info', 'Warning', 'Error']) assert.equal(await call(name, `by ${name}`), false)
  assert.deepEqual(records, [
    ['debug', 'by Debug', undefined],
    ['info', 'by Info', undefined],
    ['warn', 'by Warning', undefined],
    ['error', 'by Error', undefined],
  ])
})

test('the methods with context carry every attribute, in order', async () => {
  // spec 02 #106
  const { records, call } = open()
  const attributes = [attribute('b', '1'), attribute('0', 'x'), attribute('b', '2'), attribute('__proto__', '')]
  for (const name of ['Debug', 'Info', 'Warning', 'Error']) {
    assert.deepEqual(await call(`${name}WithContext`, { message: name, log_attrs: attributes }), {})
    assert.deepEqual(await call(`${name}WithContext`, { message: name, log_attrs: [] }), {})
  }
  assert.equal(records.length, 8)
  assert.deepEqual(records[0], [
    'debug',
    'Debug',
    [
      ['b', '1'],
      ['0', 'x'],
      ['b', '2'],
      ['__proto__', ''],
    ],
  ])
  assert.deepEqual(records[7], ['error', 'Error', []])
})

test('Log and LogWithContext write to standard error, one line each, and never to the logger', async () => {
  // spec 02 #107
  const written: string[] = []
  const { records, call } = open(async (text) => void written.push(text))
  for (const text of ['plain', 'with its own end\n', '']) assert.equal(await call('Log', text), false)
  const attributes = [attribute('k1', 'v:1,2'), attribute('k2', 'v2')]
  assert.deepEqual(await call('LogWithContext', { message: 'msg', log_attrs: attributes }), {})
  assert.deepEqual(await call('LogWithContext', { message: 'alone', log_attrs: [] }), {})
  assert.deepEqual(written, ['plain\n', 'with its own end\n', '\n', 'msg k1:v:1,2,k2:v2\n', 'alone\n'])
  assert.deepEqual(records, [])
})

test('Log fails when standard error does', async () => {
  // spec 02 #108
  const { call } = open(() => Promise.reject(new Error('write EPIPE')))
  await assert.rejects(call('Log', 'lost'), { message: 'write EPIPE' })
  await assert.rejects(call('LogWithContext', { message: 'lost', log_attrs: [] }), { message: 'write EPIPE' })
})
