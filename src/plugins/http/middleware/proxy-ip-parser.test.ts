import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { rawExchange } from '../testing/plane.ts'
import { answering, layerOf, serveThrough } from '../testing/run-middleware.ts'
import { proxyIpParser } from './proxy-ip-parser.ts'

const trusted = { trusted_subnets: ['10.0.0.0/8', '127.0.0.0/8', '::1/128'] }

testMiddleware(proxyIpParser, trusted)

/** The address that PHP is told. */
async function address(lines: readonly string[], config: object = trusted): Promise<string> {
  await using server = await serveThrough(layerOf(proxyIpParser, config), answering('x'))
  await rawExchange(server.port, ['GET / HTTP/1.1', 'Host: a', 'Connection: close', ...lines, '', ''].join('\r\n'))
  return (JSON.parse(String(server.pool.seen[0]?.context)) as { remoteAddr: string }).remoteAddr
}

const rows: ReadonlyArray<readonly [lines: string[], expected: string]> = [
  [['X-Forwarded-For: 192.0.2.1, 10.0.0.2'], '192.0.2.1'],
  [['X-Real-Ip: 192.0.2.2'], '192.0.2.2'],
  [['True-Client-Ip: 192.0.2.3'], '192.0.2.3'],
  [['Cf-Connecting-Ip: 192.0.2.4'], '192.0.2.4'],
  [['X-Real-Ip: 192.0.2.2:8080'], '192.0.2.2'],
  [['Forwarded: for=192.0.2.43, for="[2001:db8::17]:4711"'], '192.0.2.43'],
  [['Forwarded: by=203.0.113.43;For="[2001:db8::17]:4711"'], '2001:db8::17'],
  [['Forwarded: for="[2001:db8::18]"'], '2001:db8::18'], // spec 09 #22
  [['Forwarded: proto=https', 'X-Forwarded-For: 192.0.2.5'], '192.0.2.5'], // #146
  [['X-Forwarded-For: 192.0.2.6', 'Forwarded: for=192.0.2.7'], '192.0.2.7'],
  [['X-Forwarded-For: '], '127.0.0.1'],
  [[], '127.0.0.1'],
]

for (const [lines, expected] of rows) {
  test(`behind a trusted proxy, ${lines.join(' and ') || 'nothing'} gives ${expected}`, async () => {
    // spec 03 #145
    assert.equal(await address(lines), expected)
  })
}

test('the word of others does not count', async () => {
  // spec 03 #145
  for (const config of [{ trusted_subnets: ['10.0.0.0/8'] }, {}])
    assert.equal(await address(['X-Forwarded-For: 192.0.2.1', 'Forwarded: for=192.0.2.1'], config), '127.0.0.1')
})

test('trusted_headers says which headers count, and in which order', async () => {
  // spec 03 #147
  const config = { ...trusted, trusted_headers: [' x-own ', 'X-Real-Ip', 'x-own'] }
  assert.equal(await address(['X-Forwarded-For: 192.0.2.1'], config), '127.0.0.1')
  assert.equal(await address(['X-Real-Ip: 192.0.2.2', 'X-Own: 192.0.2.3'], config), '192.0.2.3')
})

test('what is no network stops the start', () => {
  // spec 03 #149
  for (const subnet of ['10.0.0.0', '10.0.0.0/33', 'x/8', '::/129', ''])
    assert.throws(() => layerOf(proxyIpParser, { trusted_subnets: [subnet] }), {
      message: `invalid CIDR address: ${subnet}`,
    })
})
