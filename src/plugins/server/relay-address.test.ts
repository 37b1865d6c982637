import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relayAddress } from './relay-address.ts'

describe('relayAddress()', () => {
  it('is undefined for pipes', () => {
    assert.equal(relayAddress('pipes'), undefined)
  })

  // spec 01 §3.2
  it('reads tcp and unix addresses', () => {
    for (const [relay, address] of [
      ['tcp://127.0.0.1:7000', { host: '127.0.0.1', port: 7000 }],
      ['tcp://:6001', { host: '0.0.0.0', port: 6001 }],
      ['tcp://[::1]:6001', { host: '::1', port: 6001 }],
      ['tcp://localhost:1', { host: 'localhost', port: 1 }],
      ['unix:///var/run/rr.sock', { path: '/var/run/rr.sock' }],
      ['unix://rr.sock', { path: 'rr.sock' }],
    ] as const) {
      assert.deepEqual(relayAddress(relay), address)
    }
  })

  // spec 01 §3.3, #99
  it('refuses others in RoadRunner’s words', () => {
    for (const relay of ['pupes', '', 'tcp:127.0.0.1:1', 'tcp://a://b']) {
      assert.throws(() => relayAddress(relay), {
        message:
          'server_plugin_init: Network:\n\tserver_plugin_init_factory: invalid DSN (tcp://:6001, unix://file.sock)',
      })
    }
    for (const relay of ['http://a:1', 'tcp://a', 'tcp://a:', 'tcp://a:b', 'tcp://a:1.5', 'tcp://a: 1']) {
      assert.throws(() => relayAddress(relay), {
        message: `server_plugin_init: Network:\n\tserver_plugin_init_factory: invalid Protocol ([tcp://]:6001, unix://file.sock), address: ${relay}`,
      })
    }
  })
})
