import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { type AmqpConfig, amqpConfig } from './config.ts'

/** The section `amqp`: it says where the broker is; the pipelines of `jobs` connect to it. */
export const amqp: Plugin<AmqpConfig> = definePlugin({ name: 'amqp', config: amqpConfig, setup: () => ({}) })
