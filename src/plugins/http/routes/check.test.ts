import assert from 'node:assert/strict'
import { test } from 'node:test'
import { httpConfig } from '../config.ts'
import { checkRoutes } from './check.ts'

function faultOf(section: Record<string, unknown>): string {
  try {
    checkRoutes(httpConfig.parse(section))
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

const pools = { slow: {} }
const route = (match: unknown, pool = 'slow'): Record<string, unknown> => ({ match, pool })

test('checkRoutes() takes what can be', () => {
  assert.equal(faultOf({}), 'none')
  const routes = [
    route({ path: '/a', method: 'GET' }),
    route({ path: '/a', method: ['PUT', 'GET'] }),
    route({ path: '/a' }, 'http'),
    route({ path: '/a/*', host: 'x.example.com' }),
    route({ path: '/a/*', host: '*.example.com' }),
    route({ path: '/a/*/b' }),
    route({ path: '/a/*' }),
    route({}),
  ]
  assert.equal(faultOf({ pools, routes }), 'none')
})

test('checkRoutes() refuses what cannot be, and says which and why', () => {
  const one = (match: unknown): string => faultOf({ pools, routes: [route(match)] })
  const cannot = 'Cannot route requests: '
  assert.equal(
    faultOf({ pools, routes: [route({}, 'sloww')] }),
    `${cannot}pool is "sloww", wanted one of http, slow (http.routes[0])`,
  )
  assert.equal(
    one({ method: 'get' }),
    `${cannot}match.method is "get", wanted a method of HTTP such as GET, in capitals (http.routes[0])`,
  )
  assert.match(one({ method: ['GET', 'FETCH'] }), /match.method is "FETCH"/)
  assert.match(one({ path: 'a' }), /wanted a path that begins with \//)
  assert.match(one({ path: '/a?b' }), /wanted a path without query/)
  assert.match(one({ path: '/a%20b' }), /wanted the path decoded/)
  assert.match(one({ path: '/a/../b' }), /no empty segment/)
  assert.match(one({ path: '/a//b' }), /no empty segment/)
  assert.match(one({ host: 'a:80' }), /wanted a host without port/)
  assert.match(one({ host: 'a.*' }), /wanted a host without port/)
  assert.match(faultOf({ routes: [{ match: {}, fastcgi: 'tcp://a:1' }] }), /fastcgi .*http.classic/)
  assert.match(faultOf({ routes: [{ match: {}, pool: 'classic' }] }), /wanted a section http.classic/)
})

test('checkRoutes() refuses a second route for the same, and one behind another that takes all', () => {
  const two = (first: unknown, second: unknown): string => faultOf({ pools, routes: [route(first), route(second)] })
  assert.equal(
    two({ path: '/a' }, { path: '/a' }),
    'Cannot route requests: match is "/a", wanted no second one: it is the same as http.routes[0] (http.routes[1])',
  )
  assert.equal(
    two({ path: '/a/*' }, { path: '/a/b', method: 'GET', host: 'c' }),
    'Cannot route requests: match is "GET c /a/b", wanted a place before http.routes[0], which takes all its requests (http.routes[1])',
  )
  assert.match(two({ path: '/a/*' }, { path: '/a' }), /a place before/)
  assert.match(two({ path: '/a/*' }, { path: '/a/*/b' }), /a place before/)
  assert.match(two({ path: '/**.pdf' }, { path: '/a/b.pdf' }), /a place before/)
  assert.match(two({}, { path: '/a' }), /a place before/)
  assert.match(two({ host: '*.a' }, { host: 'b.a' }), /a place before/)
  assert.equal(two({ host: '*.a' }, { host: 'a' }), 'none')
  assert.equal(two({ path: '/a/*' }, { path: '/ab/*' }), 'none')
  assert.equal(two({ method: 'GET' }, {}), 'none')
})

test('checkRoutes() refuses a pool that has no place, or a name that is none', () => {
  assert.equal(
    faultOf({ pools }),
    'Cannot start the pool "slow": wanted a route of http.routes that leads to it (http.pools)',
  )
  assert.match(faultOf({ pools: { http: {} } }), /this one is taken/)
  assert.match(faultOf({ pools: { 'a-b': {} } }), /letters, digits and _/)
})
