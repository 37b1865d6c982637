import { jobs as messages } from '../../gen/jobs.js'
import { messageType } from '../../kernel/message-type.ts'
import { defineMethod, type RpcMethods, type RpcType } from '../../kernel/rpc.ts'
import { OpError } from '../../lib/op-error.ts'
import type { Message } from './contract.ts'
import { decodeMessages, messageFromJson } from './message.ts'
import type { PipelineReport, Pipelines } from './pipelines.ts'
import type { Pusher } from './pusher.ts'

interface Names {
  readonly pipelines: readonly string[]
}

const empty = {}
const emptyType = messageType<object>(messages.v1.Empty)
const namesType = messageType<Names>(messages.v1.Pipelines)
const statsType = messageType<{ readonly stats: readonly object[] }>(messages.v1.Stats)
const declareType = messageType<{ readonly pipeline: Readonly<Record<string, string>> }>(messages.v1.DeclareRequest, [
  'pipeline',
])

/** The jobs of a push; PHP sends them in protobuf, others in JSON under `job` or `jobs`. */
const pushType: RpcType<readonly Message[]> = {
  zero: [],
  parse: (value) => jobsIn(value).map(messageFromJson),
  format: () => empty,
  proto: { decode: decodeMessages, encode: () => new Uint8Array() },
}

/** Namespace `jobs`. Follows: spec 04 §9 */
export function jobsMethods(pipelines: Pipelines, pusher: Pusher): RpcMethods {
  const onNames = (work: (names: readonly string[]) => Promise<void>): RpcMethods[string] =>
    defineMethod<Names, object>({
      request: namesType,
      response: emptyType,
      async call({ pipelines: names }) {
        await work(names)
        return empty
      },
    })
  return {
    Push: defineMethod<readonly Message[], object>({
      request: pushType,
      response: emptyType,
      call([message]) {
        const pushed = pusher.push(message)
        return pushed instanceof Promise ? pushed.then(() => empty) : empty
      },
    }),
    PushBatch: defineMethod<readonly Message[], object>({
      request: pushType,
      response: emptyType,
      async call(batch) {
        await pusher.pushMany(batch)
        return empty
      },
    }),
    Declare: defineMethod({
      request: declareType,
      response: emptyType,
      async call({ pipeline }) {
        await pipelines.declare(pipeline)
        return empty
      },
    }),
    Pause: onNames((names) => pipelines.pause(names)),
    Resume: onNames((names) => pipelines.resume(names)),
    Destroy: defineMethod<Names, Names>({
      request: namesType,
      response: namesType,
      call: async ({ pipelines: names }) => ({ pipelines: await pipelines.destroy(names) }),
    }),
    List: defineMethod<object, Names>({
      request: emptyType,
      response: namesType,
      call: () => ({ pipelines: pipelines.names() }),
    }),
    Stat: defineMethod({
      request: emptyType,
      response: statsType,
      call: async () => ({ stats: statsOf(await pipelines.reports()) }),
    }),
  }
}

/** Raises only when no backend answers. */
function statsOf(reports: readonly PipelineReport[]): readonly object[] {
  const answered = reports.filter(({ error }) => error === '')
  const [failed] = reports
  if (answered.length === 0 && failed !== undefined) {
    throw new OpError('rpc_stats', undefined, new OpError('jobs_plugin_drivers_state', undefined, failed.error))
  }
  return answered.map(({ pipeline, state }) => ({
    pipeline: pipeline.pipeline,
    driver: pipeline.driver,
    ...state,
    ready: pipeline.ready,
    priority: pipeline.settings.priority,
  }))
}

function jobsIn(value: unknown): readonly unknown[] {
  const fields = new Map(Object.entries((value ?? {}) as object).map(([key, field]) => [key.toLowerCase(), field]))
  const batch: unknown = fields.get('jobs')
  if (Array.isArray(batch)) return batch
  const single: unknown = fields.get('job')
  return single === undefined || single === null ? [] : [single]
}
