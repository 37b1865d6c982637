import type { z } from 'zod'
import { list, section, text } from '../../lib/scalars.ts'

const tls = section({
  key: text().describe('File of the key (PEM)'),
  cert: text().describe('File of the certificate (PEM)'),
  root_ca: text().describe('File of certificates (PEM) that are trusted besides those of the system'),
  client_auth_type: text().describe('No effect: it says what a server asks of clients'),
}).describe('How connections to `amqps://` addresses are encrypted, TLS 1.2 or later')

/** Keys of section `amqp`; those of a pipeline join them. Follows: spec 05 §3.1 */
export const amqpFields = {
  addr: text()
    .default('amqp://guest:guest@127.0.0.1:5672/')
    .describe('Address of the broker, with user, password and virtual host'),
  addrs: list(text()).describe('Several addresses in place of `addr`; each attempt to connect takes the next'),
  tls: tls.optional(),
}

/** Section `amqp`: the broker of all pipelines on the driver `amqp`. */
export const amqpConfig = section(amqpFields)

export type AmqpConfig = z.infer<typeof amqpConfig>
