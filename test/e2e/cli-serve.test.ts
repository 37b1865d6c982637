// The life of `rr serve`: start, signals, restart, pid file, service manager, and plugins that fail.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { freePort, runRr, type ServerOptions, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

/** Without workers: the command line alone is the subject. */
const bare = `version: "3"
rpc: {listen: "unix://{folder}/rpc.sock"}
logs: {mode: production, level: error}
`

/** A server with a plugin of its own, written in JavaScript. */
async function launchWith(plugin: string, options: ServerOptions = {}): Promise<TestServer> {
  const server = new TestServer({ ...options, config: `${bare}plugins: [./plugin.mjs]\n` })
  writeFileSync(
    server.path('plugin.mjs'),
    `import { definePlugin } from 'courser'\nexport const mine = definePlugin(${plugin})\n`,
  )
  return server
}

describe('signals', () => {
  test('each stop signal ends it gracefully with code 0', async (context) => {
    // spec 02 #49
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGABRT'] as const) {
      const server = await startServer(context, { config: bare })
      server.signal(signal)
      const { code, stdout } = await server.exited()
      assert.equal(code, 0, signal)
      assert.match(stdout, /^\[INFO\] RoadRunner server started; version: 2025\.1\.\d+, buildtime: \S+\n/)
      assert.match(stdout, /\nstop signal received, grace timeout is: 30 seconds\n$/)
      server.dispose()
    }
  })

  test('a second one ends it at once with code 1', async () => {
    // spec 02 #49
    const server = await launchWith(
      `{ name: 'mine', always: true, setup: () => ({ stop: () => new Promise(() => {}) }) }`,
    )
    await server.start()
    server.signal('SIGTERM')
    await until('the first signal', () => server.stdout.includes('stop signal received'))
    server.signal('SIGINT')
    const { code, stdout } = await server.exited()
    assert.equal(code, 1)
    assert.match(stdout, /\nexit forced\n$/)
    server.dispose()
  })

  test('-s hides the messages', async () => {
    // spec 02 #49
    const server = new TestServer({ config: bare, args: ['-s', '-p'] })
    await server.launch()
    await until('the socket', () => existsSync(server.path('rpc.sock')))
    server.signal('SIGTERM')
    const { code, stdout } = await server.exited()
    assert.equal(code, 0)
    assert.equal(stdout, '')
    server.dispose()
  })

  test('SIGHUP ends it without grace, SIGUSR1 does nothing', async (context) => {
    // spec 02 #50, spec 09 #1
    const server = await startServer(context, { config: bare })
    server.signal('SIGUSR1')
    server.signal('SIGUSR1')
    assert.equal((await server.rr('workers')).code, 0)
    assert.ok(!server.stderr.includes('Debugger'))
    server.signal('SIGHUP')
    const { signal, stdout } = await server.exited()
    assert.equal(signal, 'SIGHUP')
    assert.ok(!stdout.includes('stop signal'))
    server.dispose()
  })

  test('SIGUSR2 starts it anew under the same pid, with a relative and an absolute path', async () => {
    // spec 02 #51
    for (const way of ['absolute', 'relative'] as const) {
      const folder = mkdtempSync(join(tmpdir(), 'courser-restart-'))
      writeFileSync(join(folder, '.rr.yaml'), 'version: "3"\n')
      const rr = join(import.meta.dirname, '../../bin/rr')
      const config = way === 'absolute' ? join(folder, '.rr.yaml') : `${folder.slice(tmpdir().length + 1)}/.rr.yaml`
      const child = spawn(rr, ['serve', '-p', '-c', config], { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'] })
      let stdout = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
      const starts = (): number => stdout.split('server started').length - 1
      for (const count of [1, 2, 3]) {
        await until(`start ${count} (${way}): ${stdout}`, () => starts() === count)
        assert.equal(readFileSync(join(folder, '.pid'), 'utf8'), String(child.pid))
        if (count < 3) child.kill('SIGUSR2')
      }
      child.kill('SIGTERM')
      assert.equal((await once(child, 'close'))[0], 0)
      assert.ok(stdout.includes('restart signal [SIGUSR2] received\n'))
      rmSync(folder, { recursive: true })
    }
  })
})

describe('working directory', () => {
  test('workers started after a deploy run the code that the symlink leads to now', async (context) => {
    // spec 02 #46, design D5
    const base = mkdtempSync(join(tmpdir(), 'courser-deploy-'))
    context.after(() => rmSync(base, { recursive: true }))
    for (const release of ['one', 'two']) {
      mkdirSync(join(base, release))
      const app = join(import.meta.dirname, '../../php/autoload.php')
      writeFileSync(
        join(base, release, 'worker.php'),
        `<?php require '${app}'; Courser\\Http::serve(fn () => '${release}');`,
      )
    }
    symlinkSync('one', join(base, 'current'))
    const server = new TestServer({
      config: { server: { command: 'php worker.php' } },
      args: ['-w', join(base, 'current')],
    })
    await server.start()
    assert.equal((await server.get('/')).body.toString(), 'one')
    symlinkSync('two', join(base, 'next'))
    renameSync(join(base, 'next'), join(base, 'current'))
    assert.equal((await server.rr('reset', '-s', '--check')).code, 0)
    assert.equal((await server.get('/')).body.toString(), 'two')
    await server.stop()
  })
})

describe('pid file', () => {
  test('-p writes it without a newline, stop uses it, and it stays', async (context) => {
    // spec 02 #47
    const server = await startServer(context, { config: bare, args: ['-p'] })
    assert.equal(readFileSync(server.path('.pid'), 'utf8'), String(server.pid))
    const stop = await server.rr('stop', '-s')
    assert.deepEqual([stop.code, stop.stdout, stop.stderr], [0, '', ''])
    assert.equal((await server.exited()).code, 0)
    assert.ok(existsSync(server.path('.pid')))
    server.dispose()
  })

  test('stop -f forces with a second signal after a second', async () => {
    // spec 02 #48
    const server = await launchWith(
      `{ name: 'mine', always: true, setup: () => ({ stop: () => new Promise(() => {}) }) }`,
      {
        args: ['-p'],
      },
    )
    await server.start()
    const startedMs = performance.now()
    assert.equal((await server.rr('stop', '-f')).code, 0)
    assert.ok(performance.now() - startedMs >= 1000)
    const { code, stdout } = await server.exited()
    assert.equal(code, 1)
    assert.ok(stdout.includes('exit forced'))
    server.dispose()
  })
})

describe('plugins that fail', () => {
  test('at run time: two lines, code 1, the others are stopped', async () => {
    // spec 02 #52
    const server = await launchWith(
      `{ name: 'mine', always: true, setup: (ctx) => ({
        start: () => { setTimeout(() => ctx.fail(new Error('it broke')), 50) }, stop: () => console.log('stopped mine') }) }`,
    )
    await server.start()
    const { code, stdout, stderr } = await server.exited()
    assert.equal(code, 1)
    assert.match(stderr, /error: it broke\nplugin: \*mine\.Plugin\n$/)
    assert.ok(stdout.includes('stopped mine'))
    server.dispose()
  })

  test('at start: the chain, code 1, no start message', async () => {
    // spec 02 #52
    const server = await launchWith(
      `{ name: 'mine', always: true, setup: () => ({ start: () => { throw new Error('no luck') } }) }`,
    )
    const { code, stdout, stderr } = await (await server.launch()).promise
    assert.equal(code, 1)
    assert.match(stderr, /^handle_serve_command: Function call error:\n\t.*no luck\n$/m)
    assert.ok(!stdout.includes('started'))
    server.dispose()
  })

  test('at stop: the errors, code 1', async () => {
    // spec 02 #53
    const server = await launchWith(
      `{ name: 'mine', always: true, setup: () => ({ stop: () => { throw new Error('stuck') } }) }`,
    )
    await server.start()
    server.signal('SIGTERM')
    const { code, stderr } = await server.exited()
    assert.equal(code, 1)
    assert.match(stderr, /^error: stuck\n$/m)
    server.dispose()
  })

  test('a stop slower than the grace period is waited for, with code 0', async () => {
    // spec 02 #53
    const server = new TestServer({ config: `${bare}plugins: [./plugin.mjs]\nendure: {grace_period: 200ms}\n` })
    const slow = `{ name: 'mine', always: true, setup: () => ({ stop: () => new Promise((done) => setTimeout(done, 600)) }) }`
    writeFileSync(
      server.path('plugin.mjs'),
      `import { definePlugin } from 'courser'\nexport const mine = definePlugin(${slow})\n`,
    )
    await server.start()
    const startedMs = performance.now()
    server.signal('SIGTERM')
    assert.equal((await server.exited()).code, 0)
    assert.ok(performance.now() - startedMs >= 550)
    server.dispose()
  })
})

describe('service manager', () => {
  test('it hears READY, WATCHDOG, RELOADING and READY of a reset, STOPPING', async (context) => {
    // spec 02 #54
    const folder = mkdtempSync(join(tmpdir(), 'courser-notify-'))
    const socket = join(folder, 'notify')
    const script = `$s = socket_create(AF_UNIX, SOCK_DGRAM, 0); socket_bind($s, $argv[1]); echo "bound\\n";
      while (socket_recvfrom($s, $data, 4096, 0, $from) !== false) echo "$data\\n";`
    const listener = spawn('php', ['-r', script, '--', socket], { stdio: ['ignore', 'pipe', 'inherit'] })
    context.after(() => listener.kill())
    let heard = ''
    listener.stdout.setEncoding('utf8').on('data', (text: string) => (heard += text))
    await until('the listener', () => heard.includes('bound'))
    const env = { NOTIFY_SOCKET: socket }
    const server = await startServer(context, { config: `${bare}endure: {watchdog_sec: 1}\n`, env })
    await until('a sign of life', () => heard.includes('WATCHDOG=1'))
    assert.ok(
      server.stdout.includes('[INFO] sdnotify: notified\n[INFO] sdnotify: watchdog enabled, timeout: 1 seconds\n'),
    )
    const reset = await runRr(['-c', server.path('.rr.yaml'), 'reset'], server.folder, { ...process.env, ...env })
    assert.equal(reset.code, 0, reset.stderr)
    await server.stop()
    await until('the end', () => heard.includes('STOPPING=1'))
    const states = heard.split('\n').filter((line) => line !== '' && line !== 'WATCHDOG=1')
    assert.deepEqual(states, ['bound', 'READY=1', 'RELOADING=1', 'READY=1', 'STOPPING=1'])
    rmSync(folder, { recursive: true })
  })

  test('a bad socket is one warning', async (context) => {
    // spec 02 #54
    const server = await startServer(context, { config: bare, env: { NOTIFY_SOCKET: '/nope/socket' } })
    const { stdout } = await server.stop()
    assert.equal(stdout.split('sdnotify').length, 2)
    assert.match(stdout, /\[WARN\] sdnotify: dial unixgram \/nope\/socket: connect: no such file or directory\n/)
  })
})

describe('-d', () => {
  const errors = /\[ERROR\] debug server stopped with error: listen tcp (\S+): bind: (.*)\n/

  test('serves profiles where COURSER_DEBUG_ADDRESS says; a second server finds the port taken and goes on', async (context) => {
    // spec 02 #60
    const address = `127.0.0.1:${await freePort()}`
    const options = { config: bare, args: ['-d'], env: { COURSER_DEBUG_ADDRESS: address } }
    await startServer(context, options)
    const base = `http://${address}/debug/pprof/`
    for (const page of ['', 'cmdline', 'symbol', 'trace', 'heap', 'goroutine?debug=1', 'profile?seconds=1']) {
      assert.equal((await fetch(base + page)).status, 200, page)
      assert.equal((await fetch(base + page, { method: 'HEAD' })).status, 200, page)
    }
    assert.equal((await fetch(`http://${address}/`)).status, 404)
    assert.match(await (await fetch(`${base}cmdline`)).text(), /rr\0.*\0serve$/)
    const second = await startServer(context, options)
    const [, where, why] = errors.exec(second.stdout) ?? []
    assert.deepEqual([where, why], [address, 'address already in use'])
    await second.stop()
  })

  test('listens on the port of RoadRunner, on loopback, unless told otherwise', async (context) => {
    const server = await startServer(context, { config: bare, args: ['-d'] })
    // Another program may have the port: then the message names it.
    const [, where] = errors.exec(server.stdout) ?? []
    if (where === undefined) assert.equal((await fetch('http://127.0.0.1:6061/debug/pprof/')).status, 200)
    else assert.equal(where, '127.0.0.1:6061')
  })

  test('an address that is none is a message, and the command goes on', async (context) => {
    const server = await startServer(context, { config: bare, args: ['-d'], env: { COURSER_DEBUG_ADDRESS: 'nowhere' } })
    assert.match(server.stdout, errors)
    assert.match(server.stdout, /server started/)
  })
})
