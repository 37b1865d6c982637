/* The program of an I/O thread of `http.threads`: its pool, its data plane, its way to the main thread. Entry of its own in the bundle. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadUserModules } from '../kernel/user-modules.ts'
import { dataOfError } from './http/threads/error-data.ts'
import { Figures } from './http/threads/figures.ts'
import { HttpThread } from './http/threads/http-thread.ts'
import type { FromThread, ThreadSetup, ToThread } from './http/threads/messages.ts'
import { ProcessNews } from './http/threads/process-news.ts'
import { sectionsReader } from './http/threads/sections.ts'
import { ThreadLog } from './http/threads/thread-log.ts'
import { warmupRequests } from './http/warmup.ts'
import { openTracing } from './otel/contract.ts'
import { openPlanned } from './server/pool-plan.ts'

const setup = workerData as ThreadSetup
const threadLog = new ThreadLog({
  self: setup.index,
  levels: setup.levels,
  figures: new Figures(setup.figures),
  send: (records) => post({ kind: 'log', records }),
})

function post(message: FromThread): void {
  parentPort?.postMessage(message)
}

/** What is said of the configuration is the same in each thread: the first one says it. */
async function makeThread(): Promise<HttpThread> {
  threadLog.muted = setup.index > 0
  const modules = await loadUserModules(sectionsReader(setup.sections), async () =>
    (await import('./_standard.ts')).loadApi(),
  )
  const tracing = setup.tracing && (await openTracing(setup.tracing, threadLog.logger('otel')))
  const serverLog = threadLog.logger('server')
  const thread = new HttpThread({
    setup,
    log: threadLog.logger('http'),
    tracing,
    userMiddleware: modules.definitions('http.middleware'),
    openPool: (plan) =>
      openPlanned(plan, {
        log: serverLog,
        hub: undefined,
        warmup: warmupRequests(plan.config.warmup, setup.settings.codec),
        ledger: new ProcessNews(post),
        explain: ({ message, code }) => {
          if (setup.index === 0) serverLog.error(message, { code })
        },
        onFatal: (error) => post({ kind: 'fatal', error: dataOfError(error) }),
      }),
  })
  threadLog.muted = false
  return thread
}

const making = makeThread()
// Each call says it.
making.catch(() => {})

async function answer({ id, name, argument }: ToThread): Promise<void> {
  let reply: FromThread
  try {
    const thread = await making
    reply = { kind: 'done', id, result: await thread.call(name, argument) }
  } catch (error) {
    reply = { kind: 'failed', id, error: dataOfError(error) }
  }
  threadLog.flush()
  post(reply)
}

parentPort?.on('message', (message: ToThread) => void answer(message))
