import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { programFault } from './programs.ts'

describe('programFault()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'courser-programs-'))

  before(() => {
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/tool'), '#!/bin/sh\n')
    chmodSync(join(folder, 'bin/tool'), 0o755)
    writeFileSync(join(folder, 'bin/text'), 'no program')
  })

  after(() => rmSync(folder, { recursive: true }))

  it('finds a program by path, and by name in PATH', async () => {
    assert.equal(await programFault(join(folder, 'bin/tool'), undefined, '/'), undefined)
    assert.equal(await programFault('bin/tool', undefined, folder), undefined)
    assert.equal(await programFault('tool', `/nowhere:${join(folder, 'bin')}`, '/'), undefined)
    assert.equal(await programFault('sh', undefined, '/'), undefined)
  })

  it('takes an empty part of PATH for the working directory', async () => {
    assert.equal(await programFault('tool', '/nowhere:', join(folder, 'bin')), undefined)
  })

  // spec 01 §4.2
  it('says what is wrong in the words of Go', async () => {
    for (const [name, fault] of [
      ['no-such-program', 'exec: "no-such-program": executable file not found in $PATH'],
      ['', 'exec: "": executable file not found in $PATH'],
      ['/no/such/program', 'fork/exec /no/such/program: no such file or directory'],
      ['./text', 'fork/exec ./text: permission denied'],
      [folder, `fork/exec ${folder}: permission denied`],
    ] as const) {
      assert.equal(await programFault(name, '/usr/bin:/bin', join(folder, 'bin')), fault)
    }
  })
})
