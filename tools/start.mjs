// `npm start`: serves the demo on a machine that has only Node 20 or later and npm. Depends on nothing but Node.
//   npm start                   http://127.0.0.1:8080
//   npm start -- --port 8081    another port
import { spawn } from 'node:child_process'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBundle } from './setup/bundle.mjs'
import { ensureNpmPackages } from './setup/npm-packages.mjs'
import { giveUp, root, step } from './setup/steps.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'

const host = '127.0.0.1'
const port = readPort()
await requireFreePort()
ensureNpmPackages()
ensureSystemPackages(['php'])
ensureBundle()
step('Starting the server: bin/rr serve -c php/demo/.rr.yaml')
serve()

function readPort() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' } } })
    const number = Number(values.port)
    if (Number.isInteger(number) && number > 0 && number < 65536) return number
    giveUp(`Cannot use port ${values.port}, wanted a number from 1 to 65535 (--port)`)
  } catch (error) {
    giveUp(`${error.message}\nUsage: npm start [-- --port 8080]`)
  }
}

/** Ends with a clear message when somebody listens there already. */
function requireFreePort() {
  return new Promise((free) => {
    const probe = createServer()
    probe.once('error', (error) => {
      const why = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message
      giveUp(
        `Cannot serve on http://${host}:${port}: ${why}. Stop it, or choose another port:\n\n  npm start -- --port ${port + 1}`,
      )
    })
    probe.listen(port, host, () => probe.close(free))
  })
}

function serve() {
  const args = ['serve', '-c', 'php/demo/.rr.yaml', '-o', `http.address=${host}:${port}`]
  // A process group of its own: a terminal sends Ctrl+C to the whole group, and npm passes it on once more, but a second
  // signal would make the server stop at once. So signals come to us, and we hand each on once.
  const server = spawn(join(root, 'bin/rr'), args, { cwd: root, stdio: 'inherit', detached: true })
  server.once('error', (error) => giveUp(`Cannot run bin/rr: ${error.message}`))
  server.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
  handOnSignals(server)
  tellWhenReady(server)
}

function handOnSignals(server) {
  const togetherMs = 300
  let last = Number.NEGATIVE_INFINITY
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (performance.now() - last < togetherMs) return
      last = performance.now()
      server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    })
  }
}

/** Asks for the page until it comes, then says where it is. */
function tellWhenReady(server) {
  const ask = () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const request = get({ host, port, path: '/' }, (response) => {
      response.resume()
      step(`The demo is at http://${host}:${port} \u2013 Ctrl+C stops it`)
    })
    request.once('error', () => setTimeout(ask, 100))
  }
  ask()
}
