import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Logger } from '../../lib/log.ts'
import { Duration, Instant } from '../../lib/time.ts'
import { config } from './config.ts'
import { createLogging } from './create-logging.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-logs-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
function freshPath(): string {
  return join(folder, `${files++}.log`)
}

/** What a configuration writes when `act` logs to channel `fake`. */
function written(settings: Record<string, unknown>, act: (log: Logger) => void, color = false): string {
  const path = freshPath()
  const logging = createLogging(config.parse({ output: path, ...settings }), { color })
  act(logging.logger('fake'))
  logging.close()
  return readFileSync(path, 'utf8')
}

const fields = { s: 'a b"q', n: 5, el: Duration.milliseconds(1500), error: new Error('some_op: boom') }
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000/
const nanoseconds = /[12]\d{18}/

/** spec 02 #96: the lines of §5.3; `T` stands for the time. */
const lines: readonly (readonly [mode: string, encoding: string, line: string])[] = [
  [
    'development',
    'console',
    'T\tDEBUG\tfake        \tdbg msg\t{"s": "a b\\"q", "n": 5, "el": "1.5s", "error": "some_op: boom"}',
  ],
  [
    'development',
    'json',
    '{"level":"DEBUG","ts":"T","logger":"fake        ","msg":"dbg msg","s":"a b\\"q","n":5,"el":"1.5s","error":"some_op: boom"}',
  ],
  [
    'production',
    'json',
    '{"level":"debug","ts":N,"logger":"fake","msg":"dbg msg","s":"a b\\"q","n":5,"el":1.5,"error":"some_op: boom"}',
  ],
  ['production', 'console', 'N\tdebug\tfake\tdbg msg\t{"s": "a b\\"q", "n": 5, "el": 1.5, "error": "some_op: boom"}'],
  ['raw', 'console', 'dbg msg\t{"s": "a b\\"q", "n": 5, "el": 1500000000, "error": "some_op: boom"}'],
  ['raw', 'json', '{"message":"dbg msg","s":"a b\\"q","n":5,"el":1500000000,"error":"some_op: boom"}'],
  [
    'unheard-of',
    'console',
    'T\tDEBUG\tfake        \tdbg msg\t{"s": "a b\\"q", "n": 5, "el": "1.5s", "error": "some_op: boom"}',
  ],
  [
    'unheard-of',
    'json',
    '{"L":"DEBUG","T":"T","N":"fake        ","M":"dbg msg","s":"a b\\"q","n":5,"el":"1.5s","error":"some_op: boom"}',
  ],
]

function withoutTime(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000/g, 'T').replace(nanoseconds, 'N')
}

for (const [mode, encoding, line] of lines) {
  test(`createLogging() writes the line of ${mode} ${encoding}`, () => {
    const text = written({ mode, encoding }, (log) => log.debug('dbg msg', fields))
    assert.equal(withoutTime(text), `${line}\n`)
    // Modes are named in any letter case.
    assert.equal(
      withoutTime(written({ mode: mode.toUpperCase(), encoding }, (log) => log.debug('dbg msg', fields))),
      `${line}\n`,
    )
  })
}

test('createLogging() takes the encoding from the mode when none is given', () => {
  const first = (mode: string): string => written({ mode }, (log) => log.info('m')).slice(0, 1)
  assert.equal(first('production'), '{')
  assert.match(
    written({ mode: 'development' }, (log) => log.info('m')),
    time,
  )
  assert.equal(
    written({ mode: 'raw' }, (log) => log.info('m')),
    'm\n',
  )
})

test('createLogging() writes nothing in modes off and none', () => {
  // spec 02 #96
  for (const mode of ['off', 'none', 'None', 'OFF']) {
    const logging = createLogging(config.parse({ mode, output: '/nowhere/at/all' }))
    const log = logging.logger('fake')
    assert.equal(log.enabled('error'), false)
    log.error('unheard')
    logging.close()
  }
})

test('createLogging() accepts an absent section and all modes in their defaults', () => {
  // spec 02 #95
  createLogging(config.parse(undefined)).close()
  createLogging(config.parse({})).close()
  createLogging(config.parse({ mode: 'raw' })).close()
})

/** spec 02 #97: the levels seen of debug, info, warn, error. */
const levels: readonly (readonly [level: string, mode: string, seen: string])[] = [
  ['debug', 'production', 'diwe'],
  ['info', 'production', 'iwe'],
  ['warn', 'production', 'we'],
  ['warning', 'production', 'we'],
  ['ERROR', 'production', 'e'],
  ['Info', 'development', 'iwe'],
  ['dpanic', 'production', ''],
  ['panic', 'development', ''],
  ['fatal', 'raw', ''],
  ['loud', 'production', 'iwe'],
  ['loud', 'raw', 'iwe'],
  ['loud', 'development', 'diwe'],
  ['loud', 'unheard-of', 'diwe'],
]

for (const [level, mode, seen] of levels) {
  test(`createLogging() lets level ${level} in mode ${mode} show "${seen}"`, () => {
    let enabled = ''
    const text = written({ level, mode, format: '%message%', skip_line_ending: true }, (log) => {
      for (const name of ['debug', 'info', 'warn', 'error'] as const) {
        log[name](name.slice(0, 1))
        if (log.enabled(name)) enabled += name.slice(0, 1)
      }
    })
    assert.equal(text, seen)
    assert.equal(enabled, seen)
  })
}

test('createLogging() shows debug at the root, in any mode, when no level is given', () => {
  assert.equal(
    written({ mode: 'raw' }, (log) => log.debug('m')),
    'm\n',
  )
})

test('createLogging() gives a record to each output', () => {
  // spec 02 #98
  const [first, second, third] = [freshPath(), freshPath(), freshPath()]
  const logging = createLogging(config.parse({ mode: 'raw', output: [first, `file://${second}`, third] }))
  logging.logger('x').info('m')
  logging.close()
  for (const path of [first, second, third]) assert.equal(readFileSync(path, 'utf8'), 'm\n')
})

test('createLogging() appends to a file that exists', () => {
  const output = freshPath()
  for (const message of ['one', 'two']) {
    const logging = createLogging(config.parse({ mode: 'raw', output }))
    logging.logger('x').info(message)
    logging.close()
  }
  assert.equal(readFileSync(output, 'utf8'), 'one\ntwo\n')
})

test('createLogging() refuses what it cannot open or encode', () => {
  // spec 02 #98
  const refused = (settings: unknown, message: string): void => {
    assert.throws(() => createLogging(config.parse(settings)), { name: 'OpError', message })
  }
  const path = join(folder, 'no', 'x.log')
  refused({ output: path }, `config_plugin_init: open sink "${path}": open ${path}: no such file or directory`)
  refused({ err_output: path }, `config_plugin_init: open sink "${path}": open ${path}: no such file or directory`)
  refused({ output: folder }, `config_plugin_init: open sink "${folder}": open ${folder}: is a directory`)
  refused({ output: 'tcp://log:1' }, 'config_plugin_init: open sink "tcp://log:1": no sink found for scheme "tcp"')
  refused({ encoding: 'bogus' }, 'config_plugin_init: no encoder registered for name "bogus"')
  refused({ channels: { http: { encoding: 'JSON' } } }, 'config_plugin_init: no encoder registered for name "JSON"')
})

test('createLogging() ends records as line_ending says', () => {
  // spec 02 #99
  const two = (log: Logger): void => {
    log.info('a')
    log.info('b')
  }
  assert.equal(written({ mode: 'raw', line_ending: '|\r\n' }, two), 'a|\r\nb|\r\n')
  assert.equal(written({ mode: 'raw', line_ending: '' }, two), 'a\nb\n')
  assert.equal(written({ mode: 'raw', skip_line_ending: true }, two), 'ab')
})

test('createLogging() keeps channels apart: nothing is inherited', () => {
  // spec 02 #101
  const [root, http, rpc] = [freshPath(), freshPath(), freshPath()]
  const logging = createLogging(
    config.parse({
      mode: 'raw',
      level: 'error',
      output: root,
      channels: {
        http: { output: http, encoding: 'json' },
        rpc: { mode: 'production', output: rpc },
        server: { mode: 'none' },
      },
    }),
  )
  for (const channel of ['http', 'rpc', 'server', 'grpc.Raw', 'http.Sub']) {
    const log = logging.logger(channel)
    log.debug(`${channel} debug`)
    log.error(`${channel} error`)
  }
  logging.close()
  assert.equal(readFileSync(root, 'utf8'), 'grpc.Raw error\n')
  const httpLines = readFileSync(http, 'utf8')
  assert.match(httpLines, /^\{"L":"DEBUG","T":"[^"]+","N":"http {8}","M":"http debug"\}\n/)
  assert.match(httpLines, /"N":"http.Sub {4}","M":"http.Sub error"/)
  assert.match(readFileSync(rpc, 'utf8'), /^\{"level":"error","ts":\d{19},"logger":"rpc","msg":"rpc error"\}\n$/)
})

test('createLogging() gives the same logger for the same channel', () => {
  const logging = createLogging(config.parse({}))
  assert.equal(logging.logger('http'), logging.logger('http'))
  assert.equal(logging.logger('http').name, 'http')
  logging.close()
})

test('createLogging() colours levels and names for a terminal', () => {
  // spec 02 #102
  const text = written({}, (log) => log.warn('m', { a: 1 }), true)
  assert.equal(withoutTime(text), 'T\t\x1b[93mWARN\x1b[0m\t\x1b[92mfake        \x1b[0m\tm\t{"a": 1}\n')
  const json = written({ encoding: 'json' }, (log) => log.error('m'), true)
  assert.match(json, /"level":"\\u001b\[91mERROR\\u001b\[0m"/)
  assert.doesNotMatch(
    written({ mode: 'production' }, (log) => log.error('m'), true),
    /\[9/,
  )
})

test('createLogging() writes an access record that Octane reads', () => {
  // spec 02 #104, 03 §14.1; spec 09 #10: elapsed stays an integer in development mode
  const record = {
    status: 200,
    method: 'GET',
    URI: '/a?b',
    remote_address: '127.0.0.1:1',
    start: new Instant(1_700_000_000_000_000_001n),
    elapsed: 3,
  }
  const line = written({ mode: 'production', level: 'debug', encoding: 'json' }, (log) => log.info('http log', record))
  assert.match(
    line,
    /^\{"level":"info","ts":\d{19},"logger":"fake","msg":"http log","status":200,"method":"GET","URI":"\/a\?b",.*"start":1700000000000000001,"elapsed":3\}\n$/,
  )
  assert.match(
    written({}, (log) => log.info('http log', record)),
    /"start": "2023-11-14T22:13:20\+0000", "elapsed": 3\}\n$/,
  )
})

test('createLogging() keeps the newline of worker output', () => {
  // spec 09 #11, 03 #177
  const message = '{"type":"throwable"}\n'
  const line = written({ mode: 'production' }, (log) => log.info(message))
  assert.equal((JSON.parse(line) as { msg: string }).msg, message)
  assert.equal(
    written({ mode: 'raw' }, (log) => log.info(message)),
    `${message}\n`,
  )
})

test('createLogging() writes nothing after close', () => {
  const output = freshPath()
  const logging = createLogging(config.parse({ mode: 'raw', output }))
  const log = logging.logger('x')
  logging.close()
  log.error('late')
  assert.equal(readFileSync(output, 'utf8'), '')
})
