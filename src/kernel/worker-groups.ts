import type { NamedPool, PluginContext } from './plugin.ts'

/** Workers that go under one name: those of a plugin, or of one of its pools. What is absent cannot be done with them. */
export type WorkerGroup = Pick<NamedPool, 'name'> & Partial<NamedPool>

/** All groups of workers, in boot order: each plugin that has some, and behind it its named pools. */
export function workerGroups(ctx: Pick<PluginContext<unknown>, 'having'>): WorkerGroup[] {
  const pools = new Map(ctx.having('pools').map(({ name, offer }) => [name, offer.pools()]))
  return ctx.having('workers').flatMap(({ name, offer }) => [groupOf(name, offer), ...(pools.get(name) ?? [])])
}

/** The group of a name: a plugin, or a named pool. */
export function workerGroup(
  ctx: Pick<PluginContext<unknown>, 'having'>,
  capability: Exclude<keyof NamedPool, 'name'>,
  name: string,
): WorkerGroup | undefined {
  const plugin = ctx.having(capability).find((one) => one.name === name)
  if (plugin !== undefined) return groupOf(name, plugin.offer)
  return ctx
    .having('pools')
    .flatMap(({ offer }) => offer.pools())
    .find((pool) => pool.name === name)
}

function groupOf(name: string, offer: Omit<WorkerGroup, 'name'>): WorkerGroup {
  const { workers, addWorker, removeWorker, reset } = offer
  return {
    name,
    ...(workers && { workers }),
    ...(addWorker && { addWorker }),
    ...(removeWorker && { removeWorker }),
    ...(reset && { reset }),
  }
}
