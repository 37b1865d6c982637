import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { OpError } from '../../lib/op-error.ts'
import { cannotAllocate, poolStopped, spawnTimeout, stdoutFailure } from '../../pool/failures.ts'
import { ExitWitness, explainStartFailure, type StartFacts } from './start-failure.ts'

const facts: StartFacts = {
  command: ['php', 'worker.php'],
  cwd: '/srv',
  commandPath: 'server.command',
  user: '',
  timeoutPath: 'http.pool.allocate_timeout',
  timeoutMs: 1500,
  exit: { code: 255, signal: null },
}

function explained(cause: Error, changes: Partial<StartFacts> = {}): string | undefined {
  return explainStartFailure(cannotAllocate(cause), { ...facts, ...changes })?.message
}

const begin = 'Cannot start a worker by "php worker.php": '

describe('explainStartFailure()', () => {
  it('tells how a worker has ended that said nothing', () => {
    const end = ' before it said hello, wanted a script that serves as a worker (server.command)'
    assert.equal(explained(new Error('EOF')), `${begin}it ended with exit code 255${end}`)
    const killed = { exit: { code: null, signal: 'SIGSEGV' } }
    assert.equal(explained(new Error('unexpected EOF'), killed), `${begin}it ended with signal SIGSEGV${end}`)
  })

  it('names the limit that was too short, and where the command stands', () => {
    assert.equal(
      explained(spawnTimeout(), { commandPath: 'http.pool.command' }),
      `${begin}it did not say hello in time, wanted a script that serves as a worker (http.pool.command, http.pool.allocate_timeout = 1.5s)`,
    )
  })

  it('tells a text that was printed from a script that is not there, or may not be read', () => {
    assert.match(explained(stdoutFailure('Notice: x')) ?? '', /it printed to standard output.* \(server\.command\)$/)
    assert.equal(
      explained(stdoutFailure('Could not open input file: no.php\n')),
      `${begin}there is no script "no.php" in /srv (server.command)`,
    )
    const there = stdoutFailure('Could not open input file: /etc/passwd\n')
    assert.equal(explained(there), `${begin}the server may not read the script /etc/passwd (server.command)`)
    assert.equal(
      explained(there, { user: 'nobody' }),
      `${begin}its user may not read the script /etc/passwd (server.command, server.user = nobody)`,
    )
  })

  it('passes on what the system says', () => {
    const denied = new Error('fork/exec php: permission denied')
    assert.equal(
      explained(denied, { user: 'nobody' }),
      `${begin}fork/exec php: permission denied (server.command, server.user = nobody)`,
    )
  })

  it('has nothing to say about failures of another kind', () => {
    for (const other of [new Error('EOF'), poolStopped(), new OpError('a', 'Network'), undefined]) {
      assert.equal(explainStartFailure(other, facts), undefined)
    }
  })
})

describe('ExitWitness', () => {
  it('remembers the first process that ended by itself, not those that were killed', async () => {
    const witness = new ExitWitness()
    assert.equal(witness.exit, undefined)
    const killed = { code: null, signal: 'SIGKILL' } as const
    const ends = [killed, { code: 1, signal: null }, killed, { code: 2, signal: null }].map((end) =>
      Promise.resolve(end),
    )
    for (const end of ends) witness.watch(end)
    await Promise.all(ends)
    assert.deepEqual(witness.exit, { code: 1, signal: null })
  })
})
