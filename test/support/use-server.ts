import { after, afterEach, before, type TestContext } from 'node:test'
import { type ServerOptions, TestServer } from './test-server.ts'

/**
 * One server for all tests of a `describe` block: started before them, stopped after them, with the assertion that nothing is left
 * behind. A failing test prints configuration and log.
 */
export function useServer(options: ServerOptions = {}): TestServer {
  const server = new TestServer(options)
  before(async () => {
    await server.start()
  })
  afterEach((context) => {
    if ((context as TestContext).error !== null && (context as TestContext).error !== undefined) {
      console.error(server.describe())
    }
  })
  after(async () => {
    await server.stop()
  })
  return server
}

/** A server for one test; stopped when the test ends, however it ends. */
export async function startServer(context: TestContext, options: ServerOptions = {}): Promise<TestServer> {
  const server = new TestServer(options)
  context.after(async () => {
    if (context.error !== null && context.error !== undefined) console.error(server.describe())
    if (server.running) await server.stop()
    else server.dispose()
  })
  return await server.start()
}
