import type { z } from 'zod'
import { count, durationMs, map, section, text } from '../../lib/scalars.ts'
import { poolConfig } from '../../pool/config.ts'

const tcpServer = section({
  addr: text().describe('Where it listens: tcp://host:port, host:port or unix://path'),
  delimiter: text().default('\r\n').describe('Bytes that end a message; in YAML in double quotes'),
})

/** Section `tcp`. Follows: spec 06 §4.1 */
export const tcpConfig = section({
  servers: map(tcpServer).describe('Servers by the name that workers get'),
  read_buf_size: count()
    .default(1)
    .describe('MiB of one connection that are read before a message in them is handed on; 0 means 1'),
  write_timeout: durationMs()
    .default(300_000)
    .describe('How long a client may take no byte of an answer before it is cut off; 0 means no limit'),
  pool: poolConfig.describe('Workers; they get RR_MODE=tcp'),
})

export type TcpConfig = z.infer<typeof tcpConfig>
