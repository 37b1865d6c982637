// The texts of failed requests, as PHP, Octane and scripts match them. Cases: spec 01 §1.6, §4.2, §8.1, §9.1.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as failures from './failures.ts'

const texts: readonly [Error, string][] = [
  [failures.softError('boom'), 'sync_worker_receive_frame: SoftJobError: boom'],
  [failures.workerGone(), 'sync_worker_receive_frame: Network: EOF'],
  [
    failures.garbageFailure('text'),
    'sync_worker_receive_frame: Network:\n\tgoridge_frame_receive: validation failed on the message sent to STDOUT, see: https://docs.roadrunner.dev/error-codes/stdout-crc, invalid message: text',
  ],
  [failures.stdoutFailure('Could not op'), 'goridge_frame_receive: FileNotFound: file not found'],
  [
    failures.stdoutFailure('Could not open input file: worker.php\n'),
    'goridge_frame_receive: FileNotFound: Could not open input file: worker.php',
  ],
  [failures.badPayload(Buffer.from('abc')), 'sync_worker_receive_frame: Network: bad payload abc'],
  [failures.undecodable(), 'sync_worker_receive_frame: Decode: options length should be equal 1 (body offset)'],
  [
    failures.sendFailure(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    'sync_worker_send_frame: Network:\n\tpipes frame send: write |1: broken pipe',
  ],
  [failures.execTtlPassed(), 'worker_exec_with_timeout: ExecTTL: context deadline exceeded'],
  [failures.noFreeWorkers(), 'static_pool_exec: NoFreeWorkers:\n\tstatic_pool_exec'],
  [failures.queueFull(), 'static_pool_exec: QueueSize: max queue size reached'],
  [
    failures.poolStopped(),
    'static_pool_exec: Workers watcher stopped:\n\tstatic_pool_exec:\n\tworker_watcher_get_free_worker',
  ],
  [failures.emptyPayload(), 'static_pool_exec: payload can not be empty'],
  [failures.cannotAllocate(new Error('EOF')), 'static_pool_allocate_workers: WorkerAllocate: EOF'],
  [
    failures.spawnTimeout(),
    'failed to spawn a worker, possible reasons: https://docs.roadrunner.dev/error-codes/allocate-timeout',
  ],
]

for (const [error, text] of texts) {
  test(`says ${JSON.stringify(text.slice(0, 70))}`, () => assert.equal(error.message, text))
}

test('badPayload() shows no more than 4 KiB', () => {
  assert.ok(failures.badPayload(Buffer.alloc(100_000, 'x')).message.length < 5000)
})
