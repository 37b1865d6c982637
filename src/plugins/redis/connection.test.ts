import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { silentLogger } from '../../lib/log.ts'
import type { RedisClient } from './client.ts'
import { redisConfig } from './config.ts'
import { RedisConnection } from './connection.ts'

/** A client that tells neither that it connected nor that it failed, as one was seen to do behind a fail-over. */
class MuteClient extends EventEmitter {
  status = 'wait'
  readonly connect = (): Promise<void> => {
    this.status = 'connecting'
    return new Promise(() => {})
  }
}

test('a call ends although the client never tells how connecting went', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const config = redisConfig.parse({ dial_timeout: '1s', max_retries: 1, max_retry_backoff: '1s' })
  const connection = new RedisConnection(new MuteClient() as unknown as RedisClient, config, silentLogger)
  const call = connection.run([['GET', 'a']])
  call.catch(() => {})
  t.mock.timers.tick(4000)
  await assert.rejects(call, { message: 'no connection to redis: connection closed' })
})
