// Loaded into a server under measurement (NODE_OPTIONS=--import): appends a line with its memory and the worst stall of its event
// loop to the file that BENCH_PROBE names, forty times a second. Read by probe-file.ts.
import { openSync, writeSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ProbeLine } from './probe-file.ts'

const everyMs = 25
const resolutionMs = 2
const path = process.env['BENCH_PROBE']
// PHP workers and their children get the environment as well; only the server itself is looked at.
delete process.env['BENCH_PROBE']
delete process.env['NODE_OPTIONS']

if (path !== undefined) {
  const file = openSync(path, 'a')
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  setInterval(() => {
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage()
    // The histogram counts the timer's own interval as delay.
    const stallMs = Math.max(0, delay.max / 1e6 - resolutionMs)
    delay.reset()
    const line: ProbeLine = { atMs: Date.now(), rss, heapUsed, external, arrayBuffers, stallMs }
    writeSync(file, `${JSON.stringify(line)}\n`)
  }, everyMs).unref()
}
