// echo-server.ts PORT: sends back what it gets.
import { createServer } from 'node:net'

createServer((socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (chunk) => void socket.write(chunk))
}).listen(Number(process.argv[2]), '127.0.0.1')
