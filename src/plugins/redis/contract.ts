/* Redis for the plugins that use it: options as RoadRunner spells them, and a connection. A folder without a section of its own. */
export { type RedisConfig, redisConfig } from './config.ts'
export { openRedis, type RedisCommand, RedisConnection } from './connection.ts'
