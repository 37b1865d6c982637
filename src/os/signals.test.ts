import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, it } from 'node:test'

const script = `
  import { onServerSignals } from ${JSON.stringify(new URL('./signals.ts', import.meta.url).href)}
  const say = (text) => () => console.log(text)
  onServerSignals({ onStop: say('stop'), onForce: say('force'), onRestart: say('restart'),
    onHangup: process.argv.includes('hangup') ? say('hangup') : undefined })
  setInterval(() => {}, 1000)
  console.log('listening')`

/** Sends signals to a process of its own, each after the last was answered; returns what it said, and how it ended. */
async function answers(signals: readonly NodeJS.Signals[], ...args: readonly string[]): Promise<string> {
  const node = ['--disable-sigusr1', '--input-type=module', '-e', script, '--', ...args]
  const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const said: string[] = []
  for (const signal of signals) {
    await Promise.race([once(child.stdout, 'data').then(([chunk]) => said.push(String(chunk).trim())), ended])
    child.kill(signal)
  }
  const last = await Promise.race([once(child.stdout, 'data').then(([chunk]) => String(chunk).trim()), ended])
  child.kill('SIGKILL')
  return [...said, Array.isArray(last) ? `ended by ${last[1]}` : last].join()
}

describe('onServerSignals()', { concurrency: 4 }, () => {
  // spec 02 §2.3
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGABRT', 'SIGQUIT'] as const) {
    it(`takes ${signal} for the wish to stop, and every further one for force`, async () => {
      assert.equal(await answers([signal, 'SIGTERM', 'SIGINT']), 'listening,stop,force,force')
    })
  }

  it('restarts on SIGUSR2, but not while it stops', async () => {
    assert.equal(await answers(['SIGUSR2', 'SIGTERM']), 'listening,restart,stop')
  })

  // spec 09 #1
  it('leaves SIGHUP its default, unless it has a handler', async () => {
    assert.equal(await answers(['SIGHUP']), 'listening,ended by SIGHUP')
    assert.equal(await answers(['SIGHUP', 'SIGTERM'], 'hangup'), 'listening,hangup,stop')
  })
})
