import { RRError } from '../../../lib/errors.ts'
import type { DriverCapabilities, JobsDriverDefinition } from '../contract.ts'
import { lookUp, type PipelineOptions } from '../pipeline-options.ts'
import { type Policy, policyConfig, policyKeys } from './config.ts'

/** What a pipeline asks for without saying anything: nothing beyond RoadRunner. */
export const noPolicy: Policy = policyConfig.parse({})

/**
 * The policy of a pipeline. Options that PHP declares are texts, sections in JSON. Raises an RRError for a value that means nothing, and for
 * what the driver cannot do.
 */
export function readPolicy(
  pipeline: string,
  options: PipelineOptions,
  driver: Pick<JobsDriverDefinition<unknown>, 'name' | 'capabilities'>,
): Policy {
  const given = [...policyKeys].map((key) => [key, lookUp(options, key)] as const)
  const raw = Object.fromEntries(given.flatMap(([key, value]) => (value === undefined ? [] : [[key, parsed(value)]])))
  const decoded = policyConfig.safeParse(raw)
  if (!decoded.success) {
    const [issue] = decoded.error.issues
    throw new RRError('RR_JOBS_POLICY_INVALID', [pipeline, issue?.message ?? '', issue?.path.join('.') ?? ''])
  }
  const policy = decoded.data
  const fault = faultOf(policy)
  if (fault !== undefined) throw new RRError('RR_JOBS_POLICY_INVALID', [pipeline, fault.text, fault.setting])
  const lack = lackOf(policy, driver.capabilities)
  if (lack !== undefined)
    throw new RRError('RR_JOBS_POLICY_UNSUPPORTED', [pipeline, driver.name, lack.text, lack.setting])
  return policy
}

interface Fault {
  readonly setting: string
  readonly text: string
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trim().startsWith('{')) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    // Decoding says what is wrong with it.
    return value
  }
}

function faultOf({ retry, unique }: Policy): Fault | undefined {
  if (retry !== undefined && retry.attempts < 1) return { setting: 'retry.attempts', text: 'it is 0, wanted 1 or more' }
  if (retry !== undefined && !(retry.jitter >= 0 && retry.jitter <= 1))
    return { setting: 'retry.jitter', text: `it is ${retry.jitter}, wanted 0 to 1` }
  if (unique !== undefined && unique.ttl <= 0)
    return { setting: 'unique.ttl', text: `it is ${unique.ttl} ms, wanted more than 0` }
  if (unique?.header === '') return { setting: 'unique.header', text: 'it is empty, wanted the name of a header' }
  return undefined
}

function lackOf({ retry, max_deaths: maxDeaths, key }: Policy, can: DriverCapabilities): Fault | undefined {
  if (!can.headers) {
    const setting = retry !== undefined ? 'retry' : maxDeaths > 0 ? 'max_deaths' : key !== '' ? 'key' : undefined
    if (setting !== undefined) return { setting, text: 'keeps no headers, in which counts and keys travel' }
  }
  if (key !== '' && !can.order) return { setting: 'key', text: 'does not give jobs in the order of their pushes' }
  if (retry === undefined || retry.attempts < 2) return undefined
  const longest = Math.ceil(Math.min(retry.backoff * 2 ** (retry.attempts - 2), retry.max_backoff) / 1000)
  if (longest <= can.maxDelaySeconds) return undefined
  const text = `delays a job by ${can.maxDelaySeconds} seconds at most, a retry would wait ${longest}`
  return { setting: 'retry.max_backoff', text }
}
