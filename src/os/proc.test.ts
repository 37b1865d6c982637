import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { processCost, residentBytes } from './proc.ts'

async function goneProcess(): Promise<number> {
  const child = spawn('true', { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid ?? 0
}

describe('processCost()', () => {
  // spec 01 §16
  it('tells the memory of a process in bytes, and the share of a core it has used', async () => {
    const cost = await processCost(process.pid)
    const expected = process.memoryUsage.rss()
    assert.ok(cost !== undefined)
    assert.ok(Math.abs(cost.memoryBytes - expected) < expected / 2, `${cost.memoryBytes}, not about ${expected}`)
    assert.ok(cost.cpuPercent > 0 && cost.cpuPercent < 1600, String(cost.cpuPercent))
  })

  it('copes with blanks and parentheses in the name of a program', async () => {
    const child = spawn('sh', ['-c', 'printf %s "a) (b c" > /proc/self/comm; echo; read line'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    await once(child.stdout, 'data')
    const cost = await processCost(child.pid ?? 0)
    assert.ok(cost !== undefined && cost.cpuPercent >= 0 && cost.memoryBytes > 0)
    child.kill('SIGKILL')
  })

  it('knows nothing of a process that is gone', async () => {
    assert.equal(await processCost(await goneProcess()), undefined)
  })
})

describe('residentBytes()', () => {
  it('agrees with processCost()', async () => {
    const [bytes, cost] = [await residentBytes(process.pid), await processCost(process.pid)]
    assert.ok(bytes !== undefined && cost !== undefined)
    assert.ok(Math.abs(bytes - cost.memoryBytes) < 64 * 1024 * 1024)
    assert.equal(await residentBytes(await goneProcess()), undefined)
  })
})
