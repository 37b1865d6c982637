import type { Registry } from 'prom-client'
import { type Collector, fullNameOf, isCollectorType, type Operation, openCollector, signatureOf } from './collector.ts'
import type { CollectorConfig } from './config.ts'

/**
 * The collectors that PHP fills, by the names it uses. Raises the texts of RoadRunner, which PHP packages match.
 * Follows: spec 03 §10.2
 */
export class Collectors {
  readonly #registry: Registry
  readonly #byName = new Map<string, Collector>()
  /** Of every full name that was ever there. */
  readonly #signatures = new Map<string, string>()

  constructor(registry: Registry) {
    this.#registry = registry
  }

  /** Registers a collector. False: one of this name is there already, and stays. `taken` are names of others. */
  declare(name: string, config: CollectorConfig, taken: ReadonlySet<string>): boolean {
    if (this.#byName.has(name)) return false
    if (!isCollectorType(config.type)) throw new Error(`unknown collector type ${config.type}`)
    const fullName = fullNameOf(name, config)
    this.#checkSignature(fullName, config)
    if (taken.has(fullName) || this.#registry.getSingleMetric(fullName) !== undefined)
      throw new Error('duplicate metrics collector registration attempted')
    try {
      this.#byName.set(name, openCollector(name, config, config.type, this.#registry))
    } catch (error) {
      // Registered before it is checked whole: what is refused must not keep its name.
      this.#registry.removeSingleMetric(fullName)
      throw error
    }
    this.#signatures.set(fullName, signatureOf(config))
    return true
  }

  unregister(name: string): void {
    const collector = this.#byName.get(name)
    if (collector === undefined) throw new Error(`undefined collector ${name}`)
    this.#byName.delete(name)
    this.#registry.removeSingleMetric(collector.fullName)
  }

  apply(operation: Operation, name: string, value: number, labels: readonly string[]): void {
    const collector = this.#byName.get(name)
    if (collector === undefined) throw new Error(undefinedText(operation, name))
    const run = collector.operations[operation]
    if (run === undefined) throw new Error(unsupportedText(operation, name))
    if (collector.type === 'counter' && value < 0) throw new Error(`counter cannot decrease in value: ${name}`)
    // A collector without labels ignores those of the call.
    if (collector.labels.length > 0) checkLabels(operation, name, collector, labels)
    run(value, collector.labels.length > 0 ? labels : [])
  }

  #checkSignature(fullName: string, config: CollectorConfig): void {
    const known = this.#signatures.get(fullName)
    if (known === undefined || known === signatureOf(config)) return
    throw new Error(
      `a previously registered descriptor with the same fully-qualified name as ${fullName} has different label names or a different help string`,
    )
  }
}

function undefinedText(operation: Operation, name: string): string {
  const text = `undefined collector ${name}`
  return operation === 'Add' ? `${text}, try first Declare the desired collector` : text
}

function unsupportedText(operation: Operation, name: string): string {
  return `collector ${operation === 'Add' ? name : `\`${name}\``} does not support method \`${operation}\``
}

function checkLabels(operation: Operation, name: string, { labels, type }: Collector, values: readonly string[]): void {
  if (values.length === 0) {
    const quoted = operation === 'Observe' || (operation === 'Add' && type === 'counter')
    throw new Error(`required labels for collector ${quoted ? `\`${name}\`` : name}`)
  }
  if (values.length === labels.length) return
  const given = values.map((value) => JSON.stringify(value)).join(', ')
  throw new Error(
    `inconsistent label cardinality: expected ${labels.length} label values but got ${values.length} in []string{${given}}`,
  )
}
