/* Code for the messages in proto/: one module in src/gen for each folder there, with what it imports from the others. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pbjs from 'protobufjs-cli/pbjs.js'

/** Folders that others import from and nobody asks for alone. */
const shared = ['common']

const options =
  '--target static-module --wrap esm --dts --path proto --keep-case --force-number --null-semantics ' +
  '--no-create --no-verify --no-delimited --no-typeurl --no-service'

/** Generated files by path. */
export async function messageModules(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const folder = mkdtempSync(join(tmpdir(), 'courser-gen-'))
  try {
    for (const name of readdirSync('proto').filter((one) => !shared.includes(one))) {
      await generate(name, join(folder, `${name}.js`))
      for (const ending of ['js', 'd.ts']) {
        files.set(`src/gen/${name}.${ending}`, withoutLong(readFileSync(join(folder, `${name}.${ending}`), 'utf8')))
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return files
}

function generate(name: string, out: string): Promise<void> {
  const protos = readdirSync(join('proto', name), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.proto'))
    .sort()
    .map((path) => join('proto', name, path))
  return new Promise((resolve, reject) => {
    pbjs.main([...options.split(' '), '--root', `courser_${name}`, '--out', out, ...protos], (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

/** The types name a package for 64-bit numbers that --force-number makes needless. */
function withoutLong(text: string): string {
  return text.replace(/^import Long = require\("long"\);\n/m, '')
}
