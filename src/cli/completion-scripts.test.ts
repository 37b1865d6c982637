import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { commands } from './commands.ts'
import { completionScripts } from './completion-scripts.ts'

function scriptFor(shell: string): string {
  const script = completionScripts[shell]
  assert.ok(script)
  return script('rr')
}

/** What bash offers for the words typed so far. */
function offered(...typed: string[]): string[] {
  const quoted = ['rr', ...typed].map((word) => `'${word}'`).join(' ')
  const ask = `${scriptFor('bash')}
COMP_WORDS=(${quoted}); COMP_CWORD=${typed.length}; _rr_completion; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).split('\n').filter(Boolean)
}

test('bash offers commands, then the flags of the command', () => {
  assert.deepEqual(offered('se'), ['serve'])
  assert.deepEqual(offered('-s', 'wo'), ['workers'])
  assert.deepEqual(offered('workers', '--in'), ['--interactive'])
  assert.deepEqual(offered('serve', '--in'), [])
  assert.deepEqual(offered('jobs', '--pa'), ['--pause'])
  assert.deepEqual(offered('init', 'la'), ['laravel'])
  assert.deepEqual(
    offered('-w', '/us', ''),
    commands.map(({ name }) => name),
  )
})

test('bash offers directories where a directory is wanted', () => {
  assert.ok(offered('-w', '/us').includes('/usr'))
})

test('every script names every command and is accepted by its shell, where there is one', () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    for (const { name } of commands) assert.ok(scriptFor(shell).includes(name), `${shell}: ${name}`)
  }
  for (const shell of ['bash', 'zsh', 'fish']) {
    const check = spawnSync(shell, ['-n'], { input: scriptFor(shell), encoding: 'utf8' })
    if (check.error === undefined) assert.equal(check.stderr, '', shell)
  }
})
