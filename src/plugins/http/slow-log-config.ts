import { bool, durationMs, section } from '../../lib/scalars.ts'

/** `http.slow_log`. */
export const slowLogConfig = section({
  threshold: durationMs()
    .default(1000)
    .describe(
      'How long a request may take, from its head to the end of its answer; longer ones are logged. At least 10ms',
    ),
  sample: bool()
    .default(true)
    .describe('Look once at what the worker of a slow request does while it runs: system call, connections (Linux)'),
}).describe('A warning for each slow request: where its time went. Present, even empty, turns it on')
