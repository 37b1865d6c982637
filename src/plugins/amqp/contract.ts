/* AMQP for the plugins that use it: the keys of section `amqp`, and a connection. */
export { type AmqpConfig, amqpFields } from './config.ts'
export { type AmqpModel, dial } from './dial.ts'
