/*
  Keys that mean something beside the sections of plugins.
  Follows: spec 02 §1.1, 01 §6.1, 02 §5.1, and the key tables of spec 03 to 08
*/

/** Top-level keys of the loader and the kernel. */
export const kernelKeys: readonly string[] = ['version', 'include', 'envfile', 'endure', 'plugins']

/** Sections of RoadRunner. Those without a plugin in this version are named as such at the start, never as a typo. */
export const roadRunnerSections: readonly string[] = [
  'amqp',
  'beanstalk',
  'boltdb',
  'centrifuge',
  'fileserver',
  'google_pub_sub',
  'grpc',
  'http',
  'jobs',
  'kafka',
  'kv',
  'lock',
  'logs',
  'memcached',
  'memory',
  'metrics',
  'nats',
  'nsq',
  'otel',
  'redis',
  'rpc',
  'server',
  'service',
  'sqs',
  'status',
  'tcp',
  'temporal',
]

/** Keys that users have from documentation and old versions, and that have no effect in RoadRunner either. */
export const keysWithoutEffect: ReadonlyMap<string, string> = new Map([
  ['endure.retry_on_fail', 'RoadRunner ignores it too'],
  ['logs.error_output', 'the key is err_output'],
  ['server.after_init', 'RoadRunner ignores it too'],
  ['server.relay_timeout', 'RoadRunner ignores it too; allocate_timeout of the pool decides'],
])
