import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { rawExchange } from '../testing/plane.ts'
import { answering, layerOf, serveThrough } from '../testing/run-middleware.ts'
import { earlyHints } from './early-hints.ts'

testMiddleware(earlyHints, { http1: true })

const css = '</a.css>; rel=preload; as=style'
const page = { Link: [`${css}, </next>; rel=next`, '<https://cdn.test>; rel="preconnect"'] }

/** The links that a second request is told before its answer; undefined: none. */
async function hints(headers: Record<string, string[]>, config: object = { http1: true }, ...lines: string[]) {
  await using server = await serveThrough(layerOf(earlyHints, config), answering('page', headers))
  const ask = (path: string, more: readonly string[] = []) =>
    rawExchange(server.port, [`GET ${path} HTTP/1.1`, 'Host: a', 'Connection: close', ...more, '', ''].join('\r\n'))
  const first = await ask('/page?a=1')
  assert.match(first, /^HTTP\/1.1 200 OK\r\n/)
  assert.doesNotMatch(await ask('/other'), /103/)
  const second = await ask('/page?b=2', lines)
  assert.match(second, /HTTP\/1.1 200 OK\r\n[^]*page/)
  return /^HTTP\/1.1 103 Early Hints\r\nLink: (.*)\r\n\r\n/.exec(second)?.[1]
}

test('the next request for a page is told what the page will need', async () => {
  assert.equal(await hints(page), `${css}, <https://cdn.test>; rel="preconnect"`)
})

test('nothing is learned from an answer for one client, or without useful links', async () => {
  for (const more of [{ 'Cache-Control': ['private'] }, { 'Cache-Control': ['no-store'] }, { 'Set-Cookie': ['a=1'] }])
    assert.equal(await hints({ ...page, ...more }), undefined)
  assert.equal(await hints({ Link: ['</next>; rel=next'] }), undefined)
  assert.equal(await hints({ Link: [`<${'x'.repeat(9000)}>; rel=preload`] }), undefined)
})

test('nothing is learned from what somebody known was answered', async () => {
  await using server = await serveThrough(layerOf(earlyHints, { http1: true }), answering('page', page))
  const ask = (...lines: string[]) =>
    rawExchange(server.port, ['GET /page HTTP/1.1', 'Host: a', 'Connection: close', ...lines, '', ''].join('\r\n'))
  await ask('Cookie: user=1')
  await ask('Authorization: Basic dTpw')
  assert.match(await ask(), /^HTTP\/1.1 200 OK\r\n/)
  assert.match(await ask(), /^HTTP\/1.1 103 /)
})

test('HTTP/1.1 gets them only when asked for by the key, and only pages do', async () => {
  assert.equal(await hints(page, {}), undefined)
  assert.equal(await hints(page, { http1: true }, 'Sec-Fetch-Mode: cors'), undefined)
  assert.notEqual(await hints(page, { http1: true }, 'Sec-Fetch-Mode: navigate'), undefined)
})

test('a page that changes is learned anew, and memory is bounded', async () => {
  let link = '</one.css>; rel=preload'
  await using server = await serveThrough(layerOf(earlyHints, { http1: true, max_paths: 2 }), (request) =>
    answering('page', link === '' ? {} : { Link: [link] })(request),
  )
  const ask = (path: string) => rawExchange(server.port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  await ask('/a')
  link = '</two.css>; rel=preload'
  assert.match(await ask('/a'), /103 Early Hints\r\nLink: <\/one.css>/)
  link = ''
  assert.match(await ask('/a'), /103 Early Hints\r\nLink: <\/two.css>/)
  assert.doesNotMatch(await ask('/a'), /103/)
  link = '</x.css>; rel=preload'
  for (const path of ['/a', '/b', '/c']) await ask(path)
  assert.doesNotMatch(await ask('/a'), /103/)
})
