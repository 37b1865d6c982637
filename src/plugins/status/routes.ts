import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JobsInfo, KernelPhase, PluginContext } from '../../kernel/plugin.ts'
import { type CheckKind, report } from './checks.ts'

/** What the pages are made from. */
export interface StatusPages {
  readonly ctx: Pick<PluginContext<unknown>, 'having' | 'log' | 'phase'>
  /** Status when something is not available. */
  readonly unavailable: number
}

interface Page {
  readonly status: number
  readonly text: string
}

const stopping = 'service is shutting down\n'

/** Answers one request. Any method is good. Follows: spec 03 §11.2 */
export async function answerStatus(pages: StatusPages, req: IncomingMessage, res: ServerResponse): Promise<void> {
  // A target such as `//` is no URL; no page has it.
  const url = URL.parse(req.url ?? '/', 'http://status')
  const { status, text } = await pageOf(pages, url?.pathname ?? '', url?.searchParams.getAll('plugin') ?? [])
  res.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(text),
  })
  res.end(text)
}

function pageOf(pages: StatusPages, path: string, names: readonly string[]): Page | Promise<Page> {
  switch (path) {
    case '/health':
      return pages.ctx.phase() === 'stopping' ? { status: 200, text: stopping } : checkPage(pages, 'health', names)
    case '/ready':
      return unlessStopping(pages, () => readyPage(pages, names))
    case '/jobs':
      return unlessStopping(pages, () => jobsPage(pages))
    case '/livez':
      return { status: 200, text: `${pages.ctx.phase()}\n` }
    case '/readyz':
      return readyzPage(pages)
    case '/startupz':
      return phasePage(pages, (phase) => phase !== 'starting')
    default:
      return { status: 404, text: '404 page not found\n' }
  }
}

function unlessStopping(pages: StatusPages, page: () => Page | Promise<Page>): Page | Promise<Page> {
  return pages.ctx.phase() === 'stopping' ? { status: pages.unavailable, text: stopping } : page()
}

function checkPage({ ctx, unavailable }: StatusPages, kind: CheckKind, names: readonly string[]): Page {
  const { status, entries } = report(ctx, kind, names, unavailable)
  return { status, text: JSON.stringify(entries) }
}

/** Nobody is ready before all are: what is not up yet may have no say. */
function readyPage(pages: StatusPages, names: readonly string[]): Page {
  const page = checkPage(pages, 'ready', names)
  return pages.ctx.phase() === 'starting' ? { ...page, status: pages.unavailable } : page
}

/**
 * For orchestrators: ready from the end of the start to the begin of the stop, as long as each plugin has a worker that lives. Unlike
 * /ready it stays so while all workers are busy: requests wait, they do not fail.
 */
function readyzPage(pages: StatusPages): Page {
  const { entries } = report(pages.ctx, 'health', [], pages.unavailable)
  const broken = entries.filter(({ status_code }) => status_code !== 200)
  if (broken.length === 0) return phasePage(pages, (phase) => phase === 'running')
  const lines = broken.map(({ plugin_name, status_code }) => `${plugin_name}: ${status_code}\n`)
  return { status: pages.unavailable, text: `${pages.ctx.phase()}\n${lines.join('')}` }
}

function phasePage({ ctx, unavailable }: StatusPages, isGood: (phase: KernelPhase) => boolean): Page {
  const phase = ctx.phase()
  return { status: isGood(phase) ? 200 : unavailable, text: `${phase}\n` }
}

async function jobsPage({ ctx, unavailable }: StatusPages): Promise<Page> {
  const [jobs] = ctx.having('jobs')
  const missing = { status: unavailable, text: 'jobs plugin not found\n' }
  if (jobs === undefined) return missing
  try {
    return { status: 200, text: JSON.stringify((await jobs.offer.jobs()).map(pipelineEntry)) }
  } catch (error) {
    ctx.log.error('jobs state', { error: error as Error })
    return missing
  }
}

function pipelineEntry(info: JobsInfo): Readonly<Record<string, unknown>> {
  return {
    pipeline: info.Pipeline,
    priority: info.Priority,
    ready: info.Ready,
    queue: info.Queue,
    active: info.Active,
    delayed: info.Delayed,
    reserved: info.Reserved,
    driver: info.Driver,
    error_message: info.ErrorMessage,
  }
}
