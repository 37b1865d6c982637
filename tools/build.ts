// Bundles the server into dist/: one entry, one chunk per lazily loaded part (commands, drivers, codecs).
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { build, type Plugin } from 'esbuild'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
// A build from the same commit is the same build where SOURCE_DATE_EPOCH says when.
const epoch = process.env['SOURCE_DATE_EPOCH']
const builtAt = new Date(epoch === undefined ? Date.now() : Number(epoch) * 1000).toISOString()

// zod carries its messages in forty languages; ours are in one, and are read at every start.
const englishOnly: Plugin = {
  name: 'english-only',
  setup: (context) => {
    context.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }))
  },
}

// An import of a module of Node's own reads every property, those too that are made when first read: of fs it loads the streams, of http a
// client for fetch, of tls it parses all root certificates. Measured at a start: 18 MB and 80 ms of processor time less.
const builtins: Plugin = {
  name: 'builtins-without-getters',
  setup: (context) => {
    context.onResolve(
      { filter: /^(?:node:)?(?:buffer|crypto|events|fs|http|stream|timers|tls|util)$/ },
      ({ path, kind }) =>
        kind === 'require-call' ? undefined : { path: path.replace('node:', ''), namespace: 'builtin' },
    )
    context.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => {
      const properties = Object.getOwnPropertyDescriptors(process.getBuiltinModule(`node:${path}`))
      const names = Object.keys(properties).filter((name) => properties[name]?.get === undefined)
      const read = `const builtin = process.getBuiltinModule('node:${path}')`
      return { contents: `${read}; export default builtin; export const { ${names.join(', ')} } = builtin` }
    })
  },
}

// Built aside and put in place whole: a failed build leaves the last good one.
const fresh = `dist.${process.pid}`
await build({
  // The threads of the store and of http are programs of their own.
  entryPoints: {
    rr: 'bin/rr.ts',
    api: 'src/api.ts',
    testing: 'src/testing.ts',
    'store-thread': 'src/store/thread.ts',
    'io-thread': 'src/plugins/_io-thread.ts',
  },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node26',
  outdir: fresh,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: 'linked',
  minifySyntax: true,
  define: {
    __COURSER_VERSION__: JSON.stringify(version),
    __COURSER_BUILD_TIME__: JSON.stringify(builtAt.replace(/\.\d+Z$/, '+0000')),
  },
  legalComments: 'linked',
  // Packages written for CommonJS ask for require at run time; a module has none of its own.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  plugins: [englishOnly, builtins],
  logLevel: 'warning',
}).catch(() => {
  // What went wrong has been printed.
  rmSync(fresh, { recursive: true, force: true })
  process.exit(1)
})
// Names the folder of compiled code (bin/rr).
writeFileSync(`${fresh}/version`, `${version}\n`)

const old = `${fresh}.old`
if (existsSync('dist')) renameSync('dist', old)
renameSync(fresh, 'dist')
rmSync(old, { recursive: true, force: true })
