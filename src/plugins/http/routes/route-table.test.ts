import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileMatch } from './route-match.ts'
import { RouteTable } from './route-table.ts'

const table = new RouteTable(
  [
    { match: compileMatch({ path: '/reports/daily', method: ['GET', 'HEAD'], host: '' }), to: 'daily' },
    { match: compileMatch({ path: '/reports/*', method: [], host: '' }), to: 'reports' },
    { match: compileMatch({ path: '/api/*/export', method: [], host: '' }), to: 'segment' },
    { match: compileMatch({ path: '/files/**.pdf', method: [], host: '' }), to: 'deep' },
    { match: compileMatch({ path: '/größe/*', method: [], host: '' }), to: 'unicode' },
    { match: compileMatch({ path: '', method: ['POST'], host: 'upload.example.com' }), to: 'upload' },
    { match: compileMatch({ path: '', method: [], host: '*.example.com' }), to: 'subdomain' },
  ],
  'default',
)

test('find() takes the first route that fits', () => {
  const cases: [method: string, host: string, url: string, wanted: string][] = [
    ['GET', 'a', '/', 'default'],
    ['GET', 'a', '/reports/daily', 'daily'],
    ['GET', 'a', '/reports/daily?x=/../a%20b//', 'daily'],
    ['POST', 'a', '/reports/daily', 'reports'],
    ['GET', 'a', '/reports/daily/', 'reports'],
    ['GET', 'a', '/reports', 'reports'],
    ['GET', 'a', '/reports?a', 'reports'],
    ['GET', 'a', '/reports/', 'reports'],
    ['GET', 'a', '/reportsx', 'default'],
    ['GET', 'a', '/Reports/', 'default'],
    ['GET', 'a', '/api/users/export', 'segment'],
    ['GET', 'a', '/api/a/b/export', 'default'],
    ['GET', 'a', '/api/users/export?x', 'segment'],
    ['GET', 'a', '/api/users/exports', 'default'],
    ['GET', 'a', '/files/a/b.pdf', 'deep'],
    ['GET', 'a', '/files/a?b.pdf', 'default'],
    ['GET', 'a', '/files/a%3Fb.pdf', 'deep'],
    ['GET', 'a', '/gr%C3%B6%C3%9Fe/x', 'unicode'],
    ['POST', 'Upload.Example.COM:8080', '/x', 'upload'],
    ['GET', 'upload.example.com.', '/x', 'subdomain'],
    ['GET', 'example.com', '/x', 'default'],
    ['GET', 'badexample.com', '/x', 'default'],
    ['GET', 'a', 'http://x.example.com:80/y', 'subdomain'],
    ['GET', 'x.example.com', 'http://other', 'default'],
  ]
  for (const [method, host, url, wanted] of cases) {
    assert.equal(table.find(method, host, url), wanted, `${method} ${host} ${url}`)
  }
})

test('find() refuses a path whose two readings lead to different places', () => {
  const tricks = [
    '/reports/../checkout',
    '/x/../reports/a',
    '/reports/%2e%2e/checkout',
    '/x/%2E%2e/reports',
    '/x%2f..%2freports%2fa',
    '//reports/a',
    '/%2freports',
    '/./reports',
    '/reports/..',
    '/reports/./daily',
  ]
  for (const url of tricks) assert.equal(table.find('GET', 'a', url), undefined, url)
})

test('find() reads an escaped path as what it stands for', () => {
  assert.equal(table.find('GET', 'a', '/%72eports/x'), 'reports')
  assert.equal(table.find('GET', 'a', '/reports%2Fx'), 'reports')
  assert.equal(table.find('GET', 'a', '/reports//x'), 'reports')
  assert.equal(table.find('GET', 'a', '/reports/a/../b'), 'reports')
  assert.equal(table.find('GET', 'a', '/x//y/./z/..'), 'default')
  assert.equal(table.find('GET', 'a', '/..a/b..'), 'default')
})
