import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDotenv, parseDotenv } from './dotenv.ts'

// spec 02 §1.7
test('parseDotenv() reads the forms of assignments', () => {
  const variables = parseDotenv(
    [
      '# a comment',
      'A=1',
      'export B = two words # a comment',
      "C: 'literal $A \\n'",
      'D="line\\nnext $A ${A}x \\$A \\"q\\""',
      'E=a#b$A',
      'F=',
      'exported=x',
      'lower.dot=y',
      'G="two\nlines"',
      'H=$a',
      "I='unset ${NOPE}'",
      'J=${NOPE}z',
    ].join('\r\n'),
  )
  assert.deepEqual(Object.fromEntries(variables), {
    A: '1',
    B: 'two words',
    C: 'literal $A \\n',
    D: 'line\nnext 1 1x $A "q"',
    E: 'a#b1',
    F: '',
    exported: 'x',
    'lower.dot': 'y',
    G: 'two\nlines',
    H: '$a',
    I: 'unset ${NOPE}',
    J: 'z',
  })
})

test('parseDotenv() refuses what is no assignment', () => {
  assert.throws(() => parseDotenv('A-B=1'), { message: 'unexpected character "-" in variable name near "A-B=1"' })
  assert.throws(() => parseDotenv('A="x'), { message: 'unterminated quoted value "x' })
  assert.throws(() => parseDotenv('lonely\nA=1'), { message: /in variable name near "lonely"/ })
})

// spec 02 #31
test('loadDotenv() says that its file is missing', () => {
  assert.throws(() => loadDotenv('nope'), { message: 'open nope: no such file or directory' })
})
