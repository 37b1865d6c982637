// `tools/node tools/screenshot.ts`: serves the demo and takes docs/demo.png of it with Debian's Chromium (apt-get install chromium).
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, TestServer } from '../test/support/test-server.ts'

const demo = join(root, 'php/demo')
const picture = join(root, 'docs/demo.png')
const config = readFileSync(join(demo, '.rr.yaml'), 'utf8')
  .replace('127.0.0.1:8080', '127.0.0.1:{port}')
  .replace('unix://.rr.sock', 'unix://{folder}/rpc.sock')
const server = new TestServer({ config, args: ['-w', demo] })
try {
  await server.start()
  takePicture(`http://127.0.0.1:${server.port}/?name=Courser`, server.path('profile'))
  console.log(`Wrote ${picture}`)
} finally {
  await server.stop()
}

function takePicture(url: string, profile: string): void {
  const flags = [
    '--headless',
    '--no-sandbox',
    '--hide-scrollbars',
    '--window-size=1100,960',
    '--virtual-time-budget=3000',
  ]
  execFileSync('chromium', [...flags, `--user-data-dir=${profile}`, `--screenshot=${picture}`, url], {
    stdio: 'ignore',
  })
}
