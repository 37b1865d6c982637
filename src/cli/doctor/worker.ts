import { decodeSection } from '../../kernel/config/decode.ts'
import type { ConfigReader } from '../../kernel/config-reader.ts'
import { Kernel } from '../../kernel/kernel.ts'
import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { silentLogger } from '../../lib/log.ts'
import { errorText } from '../../lib/op-error.ts'
import { standardPlugins } from '../../plugins/_standard.ts'
import { type Server, serverToken } from '../../plugins/server/contract.ts'
import { compatibleVersion } from '../version.ts'
import { type Finding, fail, ok } from './finding.ts'

type PoolConfig = Parameters<Server['newPool']>[0]

const gracePeriodMs = 5000

/** Starts one worker as the server would, sees that it answers, and ends it. */
export async function checkWorker(reader: ConfigReader): Promise<Finding> {
  const startedMs = performance.now()
  const kernel = new Kernel({
    plugins: [...(await shipped('server')), oneWorker],
    reader,
    makeLogger: () => silentLogger,
    log: silentLogger,
    version: compatibleVersion,
    gracePeriodMs,
    experimental: false,
  })
  try {
    await kernel.start()
    return ok('worker', `starts and answers, in ${Math.round(performance.now() - startedMs)} ms`)
  } catch (error) {
    const advice = 'Run the command by hand: it must print nothing and wait (server.command)'
    return fail('worker', errorText(error), advice)
  } finally {
    await kernel.stop().catch(() => {})
  }
}

/** A plugin that ships, as the list that a kernel takes. */
async function shipped(name: string): Promise<readonly Plugin[]> {
  const plugin = await standardPlugins.find((one) => one.name === name)?.load()
  return plugin === undefined ? [] : [plugin]
}

/** Has the pool of `http`, with one worker. */
const oneWorker = definePlugin({
  name: 'doctor',
  always: true,
  needs: [serverToken],
  async setup(ctx) {
    const schema = (await shipped('http'))[0]?.config
    const config =
      schema === undefined ? undefined : (decodeSection(ctx.reader, 'http', schema) as { pool: PoolConfig })
    return {
      async start() {
        if (config === undefined) return
        const pool = await ctx
          .get(serverToken)
          .newPool({ ...config.pool, num_workers: 1, debug: false }, { RR_MODE: 'http' })
        await pool.destroy(gracePeriodMs)
      },
    }
  },
})
