import assert from 'node:assert/strict'
import { test } from 'node:test'
import { persistentFlags } from './command.ts'
import { flagValues, parseCommandLine } from './flags.ts'

function parse(...argv: string[]) {
  const { uses, args } = parseCommandLine(argv, persistentFlags)
  return { ...flagValues(persistentFlags, uses), args }
}

function failure(...argv: string[]): string {
  try {
    parse(...argv)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error(`no failure: ${argv.join(' ')}`)
}

test('defaults are those of RoadRunner', () => {
  // spec 02 #41
  const values = parse('serve')
  assert.equal(values.config, '.rr.yaml')
  assert.equal(values.WorkDir, '')
  assert.deepEqual(values.override, [])
  assert.equal(values.silent, false)
})

test('a value may follow, stick to the letter, or stand behind "="', () => {
  for (const argv of [
    ['-c', 'f'],
    ['-cf'],
    ['-c=f'],
    ['--config', 'f'],
    ['--config=f'],
    ['-spc', 'f'],
    ['-spcf'],
    ['-spc=f'],
  ]) {
    assert.equal(parse(...argv, 'serve').config, 'f', argv.join(' '))
  }
  assert.equal(parse('-c=').config, '=')
  assert.equal(parse('--config=').config, '')
  assert.equal(parse('--config', '--silent').config, '--silent')
})

test('a bool takes a value only behind "="', () => {
  assert.equal(parse('--silent=false').silent, false)
  assert.equal(parse('-s=T').silent, true)
  assert.deepEqual(parse('--silent', 'false'), { ...parse(), silent: true, args: ['false'] })
  assert.equal(parse('-s', '--silent=0').silent, false)
})

test('flags stand before and after the command, and "--" ends them', () => {
  const octane = parse('-c', '/app/.rr.yaml', '-o', 'version=3', '-o', 'http.pool.num_workers=2', 'serve', '-p')
  assert.deepEqual(octane.args, ['serve'])
  assert.deepEqual(octane.override, ['version=3', 'http.pool.num_workers=2'])
  assert.equal(octane.pid, true)
  assert.deepEqual(parse('reset', '--', '-s', '--x').args, ['reset', '-s', '--x'])
  assert.deepEqual(parse('reset', '-', 'http').args, ['reset', '-', 'http'])
})

test('a value keeps commas, "=" and line breaks', () => {
  assert.deepEqual(parse('--override=a=b,c=d\ne').override, ['a=b,c=d\ne'])
})

test('failures have the texts of pflag', () => {
  assert.equal(failure('--nope'), 'unknown flag: --nope')
  assert.equal(failure('--nope=1'), 'unknown flag: --nope')
  assert.equal(failure('-x'), "unknown shorthand flag: 'x' in -x")
  assert.equal(failure('-sxp'), "unknown shorthand flag: 'x' in -xp")
  assert.equal(failure('-c'), "flag needs an argument: 'c' in -c")
  assert.equal(failure('-sc'), "flag needs an argument: 'c' in -c")
  assert.equal(failure('--config'), 'flag needs an argument: --config')
  assert.equal(failure('--=x'), 'bad flag syntax: --=x')
  assert.equal(failure('---x'), 'bad flag syntax: ---x')
  assert.equal(
    failure('--silent=maybe'),
    'invalid argument "maybe" for "-s, --silent" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
  )
  assert.equal(failure('--constructor'), 'unknown flag: --constructor')
})
