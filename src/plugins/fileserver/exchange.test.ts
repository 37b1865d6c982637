import assert from 'node:assert/strict'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { silentLogger } from '../../lib/log.ts'
import { FileserverExchange } from './exchange.ts'

for (const compress of [false, true]) {
  test(`a client that has left costs neither the server nor a descriptor, ${compress ? '' : 'not '}compressed`, () => {
    const req = new IncomingMessage(new Socket())
    req.method = 'GET'
    req.rawHeaders = ['Accept-Encoding', 'gzip']
    const res = new ServerResponse(req)
    const exchange = new FileserverExchange(req, res, { compress, log: silentLogger })
    exchange.response.headers.set('Content-Type', 'text/css')
    exchange.response.headers.set('Content-Length', '300')
    const file = Readable.from([Buffer.alloc(300)])
    res.destroy()
    // A throw here would be a rejection that nobody handles.
    exchange.respond(200, file)
    assert.equal(file.destroyed, true)
    assert.equal(exchange.response.headers.get('Content-Encoding'), compress ? 'gzip' : undefined)
  })
}
