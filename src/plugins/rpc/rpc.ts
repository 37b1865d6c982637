import type { RpcMethods } from '../../kernel/rpc.ts'
import { defineMethod } from '../../kernel/rpc.ts'
import { boolType, bytesType, stringType } from '../../kernel/rpc-types.ts'
import { stringifyJson } from '../../lib/big-json.ts'

/** Namespace `rpc`: what is running, and with which configuration. Follows: spec 02 §4.6. */
export function rpcMethods(version: string, config: Record<string, unknown>): RpcMethods {
  const snapshot = Buffer.from(stringifyJson(sortKeys(config)))
  return {
    Version: defineMethod({ request: boolType, response: stringType, call: () => version }),
    Config: defineMethod({ request: boolType, response: bytesType, call: () => snapshot }),
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]))
}
