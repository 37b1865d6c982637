import { resolve } from 'node:path'
import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { resetPlugins } from '../../kernel/reset.ts'
import { type WatchConfig, watchConfig } from './config.ts'
import { Reloader } from './reloader.ts'
import { TreeWatcher } from './tree-watcher.ts'

/** Replaces the workers when their code changes: for development. */
export const watch: Plugin<WatchConfig> = definePlugin({
  name: 'watch',
  config: watchConfig,
  setup(ctx) {
    const { config, log } = ctx
    const reloader = new Reloader({
      patterns: config.patterns,
      debounceMs: config.debounce,
      lint: config.lint,
      log,
      reset: () =>
        resetPlugins(
          ctx.having('reset').filter(({ name }) => config.services.length === 0 || config.services.includes(name)),
        ),
    })
    const watchers = config.dirs.map((dir) => {
      const root = resolve(dir)
      return new TreeWatcher({
        root,
        ignore: config.ignore,
        gitignore: config.gitignore,
        onChange: (path) => reloader.change(root, path),
        onError: (path, error) => log.warn('cannot watch a folder', { path, error: error.message }),
      })
    })
    return {
      async start() {
        const known = ctx.having('reset').map(({ name }) => name)
        for (const name of config.services.filter((service) => !known.includes(service))) {
          log.warn('watch.services names a plugin without workers', { plugin: name })
        }
        await Promise.all(watchers.map((watcher) => watcher.start()))
        log.debug('watching', { dirs: config.dirs })
      },
      async stop() {
        for (const watcher of watchers) watcher.close()
        await reloader.stop()
      },
    }
  },
})
