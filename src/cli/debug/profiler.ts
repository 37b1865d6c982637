import type { HeapProfiler, Profiler, Runtime } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Frame, Profile, Sample } from './pprof.ts'

const cpuIntervalMicros = 10_000
const heapIntervalBytes = 512 * 1024

/** Takes profiles of this process through V8's own profilers. */
export interface RunningProfiler {
  /** Samples the CPU for that long; undefined when somebody else does already. */
  cpu(seconds: number): Promise<Profile | undefined>
  /** Live memory, by where it was allocated since the profiler started. */
  heap(): Promise<Profile>
}

/** Starts to sample allocations, which costs little; the CPU is sampled on demand only. */
export async function startProfiler(): Promise<RunningProfiler> {
  const session = new Session()
  session.connect()
  const startedMs = Date.now()
  await session.post('HeapProfiler.startSampling', { samplingInterval: heapIntervalBytes })
  let busy = false
  return {
    async cpu(seconds) {
      if (busy) return undefined
      busy = true
      try {
        return await sampleCpu(session, seconds)
      } finally {
        busy = false
      }
    },
    async heap() {
      const { profile } = await session.post('HeapProfiler.getSamplingProfile')
      return heapProfile(profile, startedMs)
    },
  }
}

async function sampleCpu(session: Session, seconds: number): Promise<Profile> {
  const startedMs = Date.now()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: cpuIntervalMicros })
  await session.post('Profiler.start')
  await sleep(seconds * 1000)
  const { profile } = await session.post('Profiler.stop')
  await session.post('Profiler.disable')
  return cpuProfile(profile, startedMs)
}

/** A CPU profile of V8 as pprof counts it: per node, how often and how long it was on top. */
export function cpuProfile(profile: Profiler.Profile, startedMs: number): Profile {
  const micros = new Map<number, number>()
  const counts = new Map<number, number>()
  for (const [index, node] of (profile.samples ?? []).entries()) {
    counts.set(node, (counts.get(node) ?? 0) + 1)
    micros.set(node, (micros.get(node) ?? 0) + (profile.timeDeltas?.[index] ?? 0))
  }
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, frameOf(callFrame)]))
  const samples = [...counts].map(([node, count]): Sample => {
    const stack: Frame[] = []
    for (let at: number | undefined = node; at !== undefined; at = parents.get(at)) stack.push(frames.get(at) as Frame)
    return { stack: withoutRoot(stack), values: [count, Math.max(0, micros.get(node) ?? 0) * 1000] }
  })
  return {
    kinds: [
      ['samples', 'count'],
      ['cpu', 'nanoseconds'],
    ],
    samples,
    period: cpuIntervalMicros * 1000,
    periodKind: ['cpu', 'nanoseconds'],
    startedMs,
    durationMs: (profile.endTime - profile.startTime) / 1000,
  }
}

/** A heap profile of V8 as pprof counts it: bytes that live, by where they were allocated. */
export function heapProfile(profile: HeapProfiler.SamplingHeapProfile, startedMs: number): Profile {
  const samples: Sample[] = []
  const visit = (node: HeapProfiler.SamplingHeapProfileNode, above: readonly Frame[]): void => {
    const stack = [frameOf(node.callFrame), ...above]
    if (node.selfSize > 0) samples.push({ stack: withoutRoot(stack), values: [node.selfSize] })
    for (const child of node.children) visit(child, stack)
  }
  visit(profile.head, [])
  return {
    kinds: [['inuse_space', 'bytes']],
    samples,
    period: heapIntervalBytes,
    periodKind: ['space', 'bytes'],
    startedMs,
    durationMs: Date.now() - startedMs,
  }
}

function frameOf({ functionName, url, lineNumber }: Runtime.CallFrame): Frame {
  return { name: functionName || '(anonymous)', file: url.replace(/^file:\/\//, ''), line: Math.max(0, lineNumber + 1) }
}

/** V8 puts `(root)` above everything; pprof knows no such frame. */
function withoutRoot(stack: readonly Frame[]): readonly Frame[] {
  return stack.length > 1 ? stack.slice(0, -1) : stack
}
