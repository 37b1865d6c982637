import { service as messages } from '../../gen/service.js'
import { messageType } from '../../kernel/message-type.ts'
import { defineMethod, type RpcMethods } from '../../kernel/rpc.ts'
import type { Logger } from '../../lib/log.ts'
import type { ProcessStatus, Services } from './services.ts'

interface Create {
  readonly name: string
  readonly command: string
  readonly process_num: number
  /** Seconds. */
  readonly exec_timeout: number
  readonly remain_after_exit: boolean
  readonly env: Readonly<Record<string, string>>
  readonly restart_sec: number
  readonly service_name_in_logs: boolean
  readonly timeout_stop_sec: number
}

interface Named {
  readonly name: string
}

interface Status {
  readonly cpu_percent: number
  readonly pid: number
  readonly memory_usage: number
  readonly command: string
  readonly status?: { readonly code: number; readonly message: string }
}

const createType = messageType<Create>(messages.v1.Create, ['env'])
const namedType = messageType<Named>(messages.v1.Service)
const responseType = messageType<{ readonly ok: boolean }>(messages.v1.Response)
const statusType = messageType<Status>(messages.v1.Status)
const statusesType = messageType<{ readonly status: readonly Status[] }>(messages.v1.Statuses)
const listType = messageType<{ readonly services: readonly string[] }>(messages.v1.List)

const defaultRestartSec = 30
const defaultStopSec = 5

/** Namespace `service`. `logOf` gives the logger of a service. Follows: spec 06 §3.3 */
export function serviceMethods(services: Services, logOf: (name: string, named: boolean) => Logger): RpcMethods {
  const changing = (change: (name: string) => Promise<void>): RpcMethods[string] =>
    defineMethod<Named, { readonly ok: boolean }>({
      request: namedType,
      response: responseType,
      call: async ({ name }) => {
        await change(name)
        return { ok: true }
      },
    })
  return {
    Create: defineMethod<Create, { readonly ok: boolean }>({
      request: createType,
      response: responseType,
      async call(request) {
        await services.create(optionsOf(request), logOf(request.name, request.service_name_in_logs))
        return { ok: true }
      },
    }),
    Terminate: changing((name) => services.terminate(name)),
    Restart: changing((name) => services.restart(name)),
    Status: defineMethod<Named, Status>({
      request: namedType,
      response: statusType,
      async call({ name }) {
        const last = (await services.statuses(name)).at(-1)
        if (last?.cost === undefined) throw new Error('process does not exist')
        return statusOf(last)
      },
    }),
    Statuses: defineMethod<Named, { readonly status: readonly Status[] }>({
      request: namedType,
      response: statusesType,
      call: async ({ name }) => ({ status: (await services.statuses(name)).map(statusOf) }),
    }),
    List: defineMethod<Named, { readonly services: readonly string[] }>({
      request: namedType,
      response: listType,
      call: () => ({ services: services.names }),
    }),
  }
}

function optionsOf(request: Create) {
  return {
    name: request.name,
    command: request.command,
    processes: Number(request.process_num),
    execTimeoutMs: Number(request.exec_timeout) * 1000,
    restart: request.remain_after_exit,
    restartMs: (Number(request.restart_sec) || defaultRestartSec) * 1000,
    stopMs: (Number(request.timeout_stop_sec) || defaultStopSec) * 1000,
    env: request.env,
    user: '',
  }
}

function statusOf({ pid, command, cost }: ProcessStatus): Status {
  if (cost === undefined) {
    return { pid, command, cpu_percent: 0, memory_usage: 0, status: { code: 0, message: 'process does not exist' } }
  }
  return { pid, command, cpu_percent: cost.cpuPercent, memory_usage: cost.memoryBytes }
}
