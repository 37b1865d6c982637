import { defineMethod, type RpcMethods, type RpcType } from '../../kernel/rpc.ts'
import { boolType, listType, stringType, structType } from '../../kernel/rpc-types.ts'
import type { Logger } from '../../lib/log.ts'
import { OpError } from '../../lib/op-error.ts'
import type { Operation } from './collector.ts'
import type { Collectors } from './collectors.ts'
import { collectorConfig } from './config.ts'

/** A number, whole or not. */
const floatType: RpcType<number> = {
  zero: 0,
  parse(value) {
    if (value === null || value === undefined) return 0
    if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
    throw new Error(`json: cannot unmarshal ${typeof value} into Go value of type float64`)
  },
  format: (value) => value,
}

/** Numbers by numbers: JSON has their keys as texts. */
const objectivesType: RpcType<Readonly<Record<string, number>>> = {
  zero: {},
  parse(value) {
    if (value === null || value === undefined) return {}
    if (typeof value !== 'object' || Array.isArray(value))
      throw new Error('json: cannot unmarshal into map[float64]float64')
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, floatType.parse(part)]))
  },
  format: (value) => value,
}

const metricType = structType({ name: stringType, value: floatType, labels: listType(stringType) })
const declarationType = structType({
  name: stringType,
  collector: structType({
    namespace: stringType,
    subsystem: stringType,
    type: stringType,
    help: stringType,
    labels: listType(stringType),
    buckets: listType(floatType),
    objectives: objectivesType,
  }),
})

/** What the methods work on. */
export interface MetricsRpcOptions {
  readonly collectors: Collectors
  /** Names of everything else that is exported. */
  readonly taken: () => Promise<ReadonlySet<string>>
  readonly log: Logger
}

/** Namespace `metrics`. Follows: spec 03 §10.2 */
export function metricsMethods({ collectors, taken, log }: MetricsRpcOptions): RpcMethods {
  const change = (operation: Operation): RpcMethods[string] =>
    defineMethod({
      request: metricType,
      response: boolType,
      call: ({ name, value, labels }) =>
        within(operation.toLowerCase(), () => {
          collectors.apply(operation, name, value, labels)
          return true
        }),
    })
  return {
    Add: change('Add'),
    Sub: change('Sub'),
    Set: change('Set'),
    Observe: change('Observe'),
    Declare: defineMethod({
      request: declarationType,
      response: boolType,
      async call({ name, collector }) {
        const others = await taken()
        return within('declare', () => {
          const fresh = collectors.declare(name, collectorConfig.parse(collector), others)
          if (!fresh) log.warn('metric with provided name already exist', { name, collector: collector.type })
          return true
        })
      },
    }),
    Unregister: defineMethod({
      request: stringType,
      response: boolType,
      call: (name) =>
        within('unregister', () => {
          collectors.unregister(name)
          return true
        }),
    }),
  }
}

function within<T>(operation: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new OpError(`metrics_plugin_${operation}`, undefined, error)
  }
}
