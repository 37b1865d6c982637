// floor-server.ts PORT PAGE_FILE
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [port, pageFile = ''] = process.argv.slice(2)
const page = readFileSync(pageFile)
const hello = Buffer.from('Hello, world!')

createServer((request, response) => {
  const body = request.url === '/page' ? page : hello
  response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': body.length }).end(body)
}).listen(Number(port), '127.0.0.1')
