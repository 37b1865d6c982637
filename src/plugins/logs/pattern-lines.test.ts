import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Duration } from '../../lib/time.ts'
import { config } from './config.ts'
import { createLogging } from './create-logging.ts'
import { patternLines } from './pattern-lines.ts'

/** spec 02 #103 */
const cases: readonly (readonly [pattern: string, line: string])[] = [
  ['%level% %message% %attrs%', 'INFO msg logger=http b=1 a=x y g.in.k=true g.e=boom d=1.5s l=[1 2] n=null'],
  ['[%logger%] %message% {%attrs%}', '[http] msg {b=1 a=x y g.in.k=true g.e=boom d=1.5s l=[1 2] n=null}'],
  ['%message%%message%', 'msgmsg'],
  ['%unknown% 100% %Message% %message', '%unknown% 100% %Message% %message'],
]

const fields = {
  b: 1,
  a: 'x y',
  g: { in: { k: true }, e: new Error('boom') },
  d: Duration.milliseconds(1500),
  l: [1, 2],
  n: null,
  u: undefined,
}

for (const [pattern, line] of cases) {
  test(`patternLines() writes ${pattern}`, () => {
    assert.equal(patternLines(pattern, '2006', 'http')('info', 'msg', fields), line)
  })
}

test('patternLines() writes the time in the layout given', () => {
  const rfc3339 = config.parse({}).time_format
  assert.match(patternLines('%time%', rfc3339, 'x')('info', 'm', undefined), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.match(patternLines('%time%', '02/Jan/2006', 'x')('info', 'm', undefined), /^\d\d\/[A-Z][a-z]{2}\/\d{4}$/)
})

test('patternLines() knows where a record comes from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'courser-logs-'))
  const output = join(folder, 'x.log')
  const logging = createLogging(config.parse({ output, format: '%source_file%|%source_func%|%source_line%' }))
  const log = logging.logger('x')
  function namedCaller(): void {
    log.info('m')
  }
  namedCaller()
  logging.close()
  assert.match(readFileSync(output, 'utf8'), /pattern-lines\.test\.ts\|namedCaller\|\d+\n$/)
  rmSync(folder, { recursive: true })
})
