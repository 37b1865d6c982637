import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { endianness, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { notify, unixAddress } from './notify.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'courser-notify-'))
})

afterEach(() => {
  delete process.env['NOTIFY_SOCKET']
  rmSync(folder, { recursive: true })
})

/** PHP has what Node lacks: it receives one datagram and prints it. */
async function receiver(path: string): Promise<{ message: Promise<string> }> {
  const script = `
    $s = socket_create(AF_UNIX, SOCK_DGRAM, 0); socket_bind($s, $argv[1] === '' ? '' : str_replace('@', "\\0", $argv[1]));
    echo "bound\\n"; socket_recvfrom($s, $data, 4096, 0, $from); echo $data;`
  const child = spawn('php', ['-r', script, '--', path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  let text = ''
  child.stdout.setEncoding('utf8')
  await once(child.stdout, 'data')
  child.stdout.on('data', (chunk: string) => {
    text += chunk
  })
  return { message: ended.then(() => text) }
}

test('notify() sends one datagram to a path and to an abstract name', async () => {
  // spec 02 #54
  for (const path of [join(folder, 'notify.sock'), `@courser-test-${process.pid}`]) {
    const { message } = await receiver(path)
    process.env['NOTIFY_SOCKET'] = path
    await notify('READY=1')
    assert.equal(await message, 'READY=1')
  }
})

test('notify() is silent without a socket and names what is wrong with a bad one', async () => {
  await notify('READY=1')
  process.env['NOTIFY_SOCKET'] = join(folder, 'nope')
  await assert.rejects(notify('READY=1'), {
    message: `dial unixgram ${folder}/nope: connect: no such file or directory`,
  })
})

test('unixAddress() ends a path with zero and starts an abstract name with it', () => {
  const family = endianness() === 'LE' ? '0100' : '0001'
  assert.equal(unixAddress('/a').toString('hex'), `${family}2f6100`)
  assert.equal(unixAddress('@a').toString('hex'), `${family}0061`)
})
