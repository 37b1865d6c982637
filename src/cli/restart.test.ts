import assert from 'node:assert/strict'
import { test } from 'node:test'
import { persistentFlags } from './command.ts'
import { flagValues, parseCommandLine } from './flags.ts'
import { restartArguments } from './restart.ts'

test('restartArguments() says the same with absolute paths', () => {
  // spec 02 #51
  const typed = ['-c', 'rel/.rr.yaml', '-sp', '-o', 'a=b,c', '-o=--', 'serve', '--', '-x']
  const line = parseCommandLine(typed, persistentFlags)
  const again = restartArguments(line, { config: '/app/rel/.rr.yaml', WorkDir: '/app' })
  const parsed = parseCommandLine(again, persistentFlags)
  const expected = { ...flagValues(persistentFlags, line.uses), config: '/app/rel/.rr.yaml', WorkDir: '/app' }
  assert.deepEqual(flagValues(persistentFlags, parsed.uses), expected)
  assert.deepEqual(parsed.args, ['serve', '-x'])
  assert.deepEqual(restartArguments(parsed, { config: '/app/rel/.rr.yaml', WorkDir: '/app' }), again)
})
