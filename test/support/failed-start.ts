import assert from 'node:assert/strict'
import { type Exit, type ServerOptions, TestServer } from './test-server.ts'

/**
 * Starts a server that must not come up, and returns what it printed to standard error. Asserts what holds for every failed start: exit
 * code 1, no word of success, no stack trace of ours, no process left behind. `prepare` may put files into its folder.
 */
export async function failedStart(options: ServerOptions, prepare?: (server: TestServer) => void): Promise<string> {
  const server = new TestServer(options)
  try {
    prepare?.(server)
    await server.launch()
    const exit = await server.exited()
    assertPlainFailure(exit, server.describe())
    await server.assertNothingLeft()
    return exit.stderr
  } finally {
    server.dispose()
  }
}

function assertPlainFailure({ code, stdout, stderr }: Exit, description: string): void {
  assert.equal(code, 1, description)
  assert.ok(!stdout.includes('started'), description)
  assert.doesNotMatch(stderr, /^\s+at /m, description)
}
