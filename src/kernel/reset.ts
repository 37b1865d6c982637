import type { ActivePlugin } from './plugin.ts'

/** A failure of a plugin, and what it reported. */
export interface PluginFailure {
  readonly plugin: string
  readonly error: unknown
}

/**
 * Replaces the workers of these plugins, all at once, and resolves with what failed: there the old workers go on. Never rejects.
 */
export async function resetPlugins(plugins: readonly Pick<ActivePlugin, 'name' | 'offer'>[]): Promise<PluginFailure[]> {
  const failures: PluginFailure[] = []
  await Promise.all(
    plugins.map(async ({ name, offer }) => {
      try {
        await offer.reset?.()
      } catch (error) {
        failures.push({ plugin: name, error })
      }
    }),
  )
  return failures
}
