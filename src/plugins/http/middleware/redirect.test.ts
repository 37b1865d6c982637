import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { rawExchange } from '../testing/plane.ts'
import { answering, layerOf, serveThrough } from '../testing/run-middleware.ts'
import { redirect } from './redirect.ts'

const rules = [
  { from: '/old', to: '/new' },
  { from: '/docs/*', to: '/manual/*', status: 301 },
  { from: '/up/*', to: '/*' },
  { from: '/away/*', to: 'https://other.test/*?from=us', status: 302 },
]

testMiddleware(redirect, { rules })

/** Status and Location of a request, or `php`. */
async function go(target: string, config: object, host = 'app.test:8080', lines: string[] = [], method = 'GET') {
  await using server = await serveThrough(layerOf(redirect, config), answering('php'))
  const head = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines, '', ''].join('\r\n')
  const text = await rawExchange(server.port, head)
  const location = /\r\nLocation: (.*)\r\n/.exec(text)?.[1]
  return location === undefined ? 'php' : `${text.slice(9, 12)} ${location}`
}

const moves: ReadonlyArray<readonly [target: string, expected: string]> = [
  ['/old', '308 /new'],
  ['/old?a=1', '308 /new?a=1'],
  ['/older', 'php'],
  ['/docs/a/b?x', '301 /manual/a/b?x'],
  ['/docs/', '301 /manual/'],
  ['/away/x?y=1', '302 https://other.test/x?from=us&y=1'],
  ['/away/$&', '302 https://other.test/$&?from=us'],
  ['/up//evil.test', '308 /evil.test'],
  ['/up/\\evil.test', '308 /evil.test'],
  ['/other', 'php'],
]

for (const [target, expected] of moves) {
  test(`${target} goes to ${expected}`, async () => {
    assert.equal(await go(target, { rules }), expected)
  })
}

test('https sends plain requests on, ports and literals included', async () => {
  // spec 03 #119, #120
  assert.equal(await go('/p?x=1', { https: true }), '308 https://app.test/p?x=1')
  assert.equal(await go('/p', { https: true, https_port: 8443 }, '[::1]:80'), '308 https://[::1]:8443/p')
  assert.equal(await go('/', { https: true }, 'a.test', [], 'POST'), '308 https://a.test/')
})

test('https believes a proxy only when told to, and no odd host', async () => {
  const proxied = ['X-Forwarded-Proto: https']
  assert.equal(await go('/', { https: true, trust_proxy: true }, 'a.test', proxied), 'php')
  assert.equal(await go('/', { https: true }, 'a.test', proxied), '308 https://a.test/')
  assert.equal(await go('/', { https: true }, 'a.test@evil.test'), 'php')
})

test('a rule that is none stops the start', () => {
  assert.throws(() => layerOf(redirect, { rules: [{ from: 'x', to: '/' }] }), /needs a path/)
  assert.throws(() => layerOf(redirect, { rules: [{ from: '/x', to: '/', status: 200 }] }), /no redirect/)
  for (const to of ['https://new.test*', '//new.test*', 'https://*.new.test/'])
    assert.throws(() => layerOf(redirect, { rules: [{ from: '/*', to }] }), /behind the host and a slash/)
  assert.doesNotThrow(() => layerOf(redirect, { rules: [{ from: '/*', to: 'https://new.test/*' }] }))
})
