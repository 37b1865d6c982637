// A program of its own for the crash tests of the store: pushes records to a queue and a table, prints the number of each that
// was confirmed, and the error when one was not. Arguments: file, count of writers, and after how
// many writes it ends well (never, unless given).
import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/store.ts'

const [file = '', writers = '1', most = 'Infinity'] = process.argv.slice(2)
const store = await openStore({ file, lockTimeoutMs: 1000 })
const queue = store.queue('jobs')
const table = store.table('records')
let next = 0

async function write(): Promise<void> {
  while (next < Number(most)) {
    const number = next++
    const body = Buffer.from(String(number))
    await Promise.all([
      queue.push([{ body, priority: 10 }]),
      table.setMany([{ key: String(number), value: body }]),
    ]).catch((error: unknown) => {
      writeSync(1, `failed ${number} ${(error as Error).message}\n`)
      throw error
    })
    writeSync(1, `${number}\n`)
  }
}

let code = 0
await Promise.all(Array.from({ length: Number(writers) }, write)).catch(() => {
  code = 3
  // One more write, after the failure: is it refused?
  return queue.push([{ body: new Uint8Array(1), priority: 10 }]).then(
    () => writeSync(1, 'accepted after the failure\n'),
    (error: unknown) => writeSync(1, `then ${(error as Error).message}\n`),
  )
})
process.exit(code)
