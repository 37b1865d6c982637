import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expandedEnv, workerEnv } from './worker-env.ts'

const sources = { process: {}, relay: 'pipes', rpc: undefined, server: {}, version: '2025.1.15', pool: {} }

describe('workerEnv()', () => {
  // spec 01 §4.3
  it('lets later sources win, and names be upper-case', () => {
    const env = workerEnv({
      ...sources,
      process: { PATH: '/bin', RR_RELAY: 'old', RR_RPC: 'old', RR_VERSION: 'old', RR_MODE: 'old', GONE: undefined },
      rpc: 'tcp://127.0.0.1:6001',
      server: { path: '/opt', rr_version: 'mine', rr_mode: 'mine' },
      pool: { rr_mode: 'http' },
    })
    assert.deepEqual(env, {
      PATH: '/opt',
      RR_RELAY: 'pipes',
      RR_RPC: 'tcp://127.0.0.1:6001',
      RR_VERSION: '2025.1.15',
      RR_MODE: 'http',
    })
  })

  // spec 01 §4.3
  it('lets server.env override relay and RPC', () => {
    const env = workerEnv({ ...sources, rpc: 'tcp://a:1', server: { rr_relay: 'tcp://b:2', RR_RPC: '' } })
    assert.deepEqual([env['RR_RELAY'], env['RR_RPC']], ['tcp://b:2', ''])
  })

  it('has no RR_RPC without RPC, and does not expand what a pool adds', () => {
    const env = workerEnv({ ...sources, rpc: '', pool: { RR_CODEC: '$PATH' } })
    assert.deepEqual(env, { RR_RELAY: 'pipes', RR_VERSION: '2025.1.15', RR_CODEC: '$PATH' })
  })
})

describe('expandedEnv()', () => {
  // spec 01 #98
  it('replaces $NAME and ${NAME} once, by nothing when unset', () => {
    const variables = { A: 'one', B_2: '$A', EMPTY: undefined }
    for (const [value, expanded] of [
      ['$A', 'one'],
      ['${A}', 'one'],
      ['x${A}y$A.z', 'xoneyone.z'],
      ['${B_2}', '$A'],
      ['$NOPE-${NOPE}-$EMPTY', '--'],
      ['100%', '100%'],
    ] as const) {
      assert.deepEqual(expandedEnv({ name: value }, variables), { NAME: expanded }, value)
    }
  })
})
