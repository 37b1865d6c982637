import { applogger as messages } from '../../gen/applogger.js'
import { messageType } from '../../kernel/message-type.ts'
import { defineMethod, type RpcMethods } from '../../kernel/rpc.ts'
import { boolType, stringType } from '../../kernel/rpc-types.ts'
import type { Logger, LogLevel } from '../../lib/log.ts'
import type { MaybePromise } from '../../lib/maybe-promise.ts'

/** A record of the application with its context. */
interface LogEntry {
  readonly message: string
  readonly log_attrs: ReadonlyArray<{ readonly key: string; readonly value: string }>
}

const entryType = messageType<LogEntry>(messages.v1.LogEntry)
const responseType = messageType<object>(messages.v1.Response)
const empty = {}

/**
 * Namespace `app`: what PHP logs. `writeError` takes the text of `Log`, which goes past the logger; where it fails, so does the call.
 * Follows: spec 02 §6
 */
export function appMethods(log: Logger, writeError: (text: string) => MaybePromise<void>): RpcMethods {
  return {
    ...levelMethods('Debug', 'debug', log),
    ...levelMethods('Info', 'info', log),
    ...levelMethods('Warning', 'warn', log),
    ...levelMethods('Error', 'error', log),
    Log: defineMethod<string, boolean>({
      request: stringType,
      response: boolType,
      async call(text) {
        await writeError(asLine(text))
        return false
      },
    }),
    LogWithContext: defineMethod<LogEntry, object>({
      request: entryType,
      response: responseType,
      async call(entry) {
        await writeError(asLine(entryText(entry)))
        return empty
      },
    }),
  }
}

function levelMethods(name: string, level: LogLevel, log: Logger): RpcMethods {
  return {
    [name]: defineMethod<string, boolean>({
      request: stringType,
      response: boolType,
      call(message) {
        log[level](message)
        return false
      },
    }),
    [`${name}WithContext`]: defineMethod<LogEntry, object>({
      request: entryType,
      response: responseType,
      call({ message, log_attrs: attributes }) {
        log[level](
          message,
          attributes.map(({ key, value }) => [key, value] as const),
        )
        return empty
      },
    }),
  }
}

/** `text key:value,other:value`. */
function entryText({ message, log_attrs: attributes }: LogEntry): string {
  if (attributes.length === 0) return message
  return `${message} ${attributes.map(({ key, value }) => `${key}:${value}`).join(',')}`
}

function asLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
