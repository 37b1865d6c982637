// PHP and the server over RPC, with the plugins that ship.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { root, TestServer } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

async function callFromPhp(
  address: string,
  ...calls: readonly (readonly [method: string, json: string])[]
): Promise<string[]> {
  const { stdout } = await promisify(execFile)('php', [join(root, 'test/php/rpc.php'), address, ...calls.flat()])
  return stdout.trimEnd().split('\n')
}

describe('RPC from PHP', () => {
  const server = useServer()

  test('rpc, informer and resetter answer on one connection, errors included', async () => {
    // spec 02 #78, #87, #90, #110, #116, #117
    const [version, none, wrong, list, workers, reset, unknown, missing, again] = await callFromPhp(
      server.rpcAddress,
      ['rpc.Version', 'true'],
      ['rpc.Version', ''],
      ['rpc.Version', '"x"'],
      ['informer.List', 'true'],
      ['informer.Workers', '"http"'],
      ['resetter.Reset', '"http"'],
      ['resetter.Reset', '"nope"'],
      ['nope.X', 'true'],
      ['rpc.Version', 'null'],
    )
    assert.match(version ?? '', /^0x08 "\\"2025\.1\.\d+\\""$/)
    assert.equal(none, version)
    assert.equal(again, version)
    assert.equal(wrong, '0x48 "json: cannot unmarshal string into Go value of type bool"')
    assert.equal(list, '0x08 "[\\"http\\"]"')
    assert.match(workers ?? '', /^0x08 "\{\\"workers\\":\[\{\\"pid\\":\d+,.*\\"created\\":\d{19},/)
    assert.equal(reset, '0x08 "true"')
    assert.equal(unknown, '0x48 "resetter_rpc_reset:\\n\\tresetter_plugin_reset_by_name: no such plugin: nope"')
    assert.equal(missing, '0x48 "rpc: can\'t find service nope.X"')
  })

  test('rpc.Config gives the effective configuration as base64', async () => {
    // spec 02 #91
    const [answer = ''] = await callFromPhp(server.rpcAddress, ['rpc.Config', 'true'])
    const text = JSON.parse(answer.slice('0x08 '.length)) as string
    const config = JSON.parse(Buffer.from(JSON.parse(text) as string, 'base64').toString()) as Record<string, unknown>
    assert.deepEqual(Object.keys(config), Object.keys(config).sort())
    assert.deepEqual(config['rpc'], { listen: server.rpcAddress })
  })
})

for (const [listen, text] of [
  ['127.0.0.1:6001', 'rpc_plugin_init: invalid socket DSN (tcp://:6001, unix://file.sock)'],
  [
    'udp://127.0.0.1:6001',
    'rpc_plugin_serve: invalid Protocol ([tcp://]:6001, unix://file.sock), address: udp://127.0.0.1:6001',
  ],
  ['tcp://127.0.0.1', 'rpc_plugin_serve: address 127.0.0.1: missing port in address'],
] as const) {
  test(`rpc.listen ${listen} stops the start`, async () => {
    // spec 02 #76, #77
    const server = new TestServer({ config: { rpc: { listen } } })
    try {
      await server.launch()
      const { code, stderr } = await server.exited()
      assert.equal(code, 1)
      assert.ok(stderr.includes(text), stderr)
    } finally {
      server.dispose()
    }
  })
}
