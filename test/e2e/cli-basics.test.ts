// The command line without a server: version, help, flags, the steps before a command, and what fails how.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Exit, root, runRr } from '../support/test-server.ts'

let folder: string

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'courser-cli-'))
  writeFileSync(join(folder, '.rr.yaml'), 'version: "3"\n')
})

after(() => rmSync(folder, { recursive: true }))

function rr(...args: string[]): Promise<Exit> {
  return runRr(args, folder)
}

async function failure(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await rr(...args)
  assert.equal(code, 1, args.join(' '))
  assert.equal(stdout, '')
  return stderr
}

describe('version and help', () => {
  test('--version and -v answer on stdout in the shape that Octane reads', async () => {
    // spec 02 #45
    for (const flag of ['--version', '-v']) {
      const { code, stdout, stderr } = await rr(flag)
      assert.equal(code, 0)
      assert.equal(stderr, '')
      assert.match(
        stdout,
        /^rr version 2025\.1\.\d+ \(build time: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000, node26\.\S+\), OS: \w+, arch: \w+\n$/,
      )
    }
  })

  test('the first word is the name it was called by', async () => {
    // spec 02 #45
    const link = join(folder, 'courser')
    symlinkSync(join(root, 'bin/rr'), link)
    const { execFileSync } = await import('node:child_process')
    assert.match(execFileSync(link, ['--version'], { encoding: 'utf8' }), /^courser version /)
  })

  test('no arguments, help and --help print help, with code 0', async () => {
    // spec 02 #42
    for (const args of [[], ['help'], ['--help'], ['-h']]) {
      const { code, stdout } = await rr(...args)
      assert.equal(code, 0)
      for (const part of ['Usage:', 'Available Commands:', 'Flags:']) assert.ok(stdout.includes(part))
    }
  })

  test('every command is there, with its flags', async () => {
    // spec 02 #41
    for (const command of ['workers', 'reset', 'serve', 'stop', 'jobs']) {
      const { code, stdout } = await rr(command, '--help')
      assert.equal(code, 0)
      assert.ok(stdout.includes(`rr ${command}`))
      assert.match(stdout, /-w, --WorkDir string/)
    }
    assert.match((await rr('help', 'workers')).stdout, /-i, --interactive/)
  })

  test('version says which release of ours this is', async () => {
    assert.match((await rr('version')).stdout, /\ncourser \d+\.\d+\.\d+\n$/)
    assert.equal((JSON.parse((await rr('version', '--json')).stdout) as { version: string }).version, '2025.1.15')
  })
})

describe('mistakes', () => {
  test('an unknown command is named, with what may have been meant', async () => {
    // spec 02 #43
    assert.equal(await failure('banana'), 'unknown command "banana" for "rr"\n')
    assert.equal(await failure('srve'), 'unknown command "srve" for "rr"\n\nDid you mean this?\n\tserve\n\n')
  })

  test('flags fail with one line', async () => {
    assert.equal(await failure('serve', '--nope'), 'unknown flag: --nope\n')
    assert.equal(await failure('serve', '-x'), "unknown shorthand flag: 'x' in -x\n")
    assert.equal(await failure('serve', '-i'), "unknown shorthand flag: 'i' in -i\n")
    assert.equal(await failure('serve', '-c'), "flag needs an argument: 'c' in -c\n")
    assert.equal(await failure('serve', '-c', ''), 'no configuration file provided\n')
  })

  test('a bad configuration names what is wrong, without a stack', async () => {
    // spec 02 §1.11
    const missing = await failure('serve', '-c', join(folder, 'nope.yaml'))
    assert.equal(
      missing,
      `handle_serve_command:\n\tconfig_plugin_init: open ${folder}/nope.yaml: no such file or directory\n`,
    )
    writeFileSync(join(folder, 'old.yaml'), 'version: 3\n')
    assert.ok(
      (await failure('serve', '-c', 'old.yaml')).includes(
        'version should be a string: `version: "3"`, actual type is: int',
      ),
    )
    assert.ok((await failure('serve', '-o', 'abc')).includes('invalid flag `abc`'))
  })
})

describe('before a command', () => {
  test('-w that does not exist is an error', async () => {
    // spec 02 #46
    assert.equal(await failure('stop', '-w', 'nodir'), 'chdir nodir: no such file or directory\n')
  })

  test('-c makes its folder the working directory, -w wins', async () => {
    // spec 02 #46, #47
    mkdirSync(join(folder, 'a'))
    mkdirSync(join(folder, 'b'))
    writeFileSync(join(folder, 'a/.pid'), 'in-a')
    writeFileSync(join(folder, 'b/.pid'), 'in-b')
    const a = await failure('stop', '-c', 'a/.rr.yaml')
    assert.equal(a, 'rr_stop: strconv.Atoi: parsing "in-a": invalid syntax\n')
    assert.ok((await failure('-c', 'a/.rr.yaml', '-w', 'b', 'stop')).includes('"in-b"'))
  })

  test('--dotenv and DOTENV_PATH are read first; a missing file ends it', async () => {
    // spec 02 §1.7
    assert.ok((await failure('stop', '--dotenv', 'nope')).includes('open nope: no such file or directory'))
    const { stderr } = await runRr(['stop', '--dotenv', 'nope'], folder, { ...process.env, DOTENV_PATH: '' })
    assert.ok(!stderr.includes('nope'))
  })
})

describe('stop', () => {
  test('says what is wrong with .pid', async () => {
    // spec 02 #47
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const stop = (): Promise<string> => failure('stop', '-w', empty)
    assert.equal(
      await stop(),
      "open .pid: no such file or directory, to create a .pid file, you must run RR with the following options: './rr serve -p'\n",
    )
    writeFileSync(join(empty, '.pid'), '12\n')
    assert.equal(await stop(), 'rr_stop: strconv.Atoi: parsing "12\\n": invalid syntax\n')
    writeFileSync(join(empty, '.pid'), '4194305')
    assert.match(
      await stop(),
      /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d stopping process with PID: 4194305\nrr_stop: os: process already finished\n$/,
    )
    writeFileSync(join(empty, '.pid'), '-1')
    assert.match(await stop(), /^rr_stop: os: process not initialized\n$/)
  })
})
