import { Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'

/**
 * Reads what a process writes to its standard error, to the end: the reason of a death arrives last. One call per chunk of at most 64 KiB, text
 * as it is; a character that a chunk cuts in two comes with the next. `onEnd`: nothing more comes. Follows: spec 01 §15.1, §18 D19.
 */
export function readErrors(fd: number, onText: (text: string) => void, onEnd: () => void = () => {}): void {
  const decoder = new StringDecoder('utf8')
  const stream = new Socket({ fd, readable: true, writable: false })
  const tell = (text: string): void => {
    if (text !== '') onText(text)
  }
  stream.on('data', (chunk: Buffer) => tell(decoder.write(chunk)))
  stream.on('end', () => tell(decoder.end()))
  stream.on('error', () => stream.destroy())
  stream.on('close', onEnd)
  // A helper that outlives its worker may hold the other end for ever; it must not keep the server from ending.
  stream.unref()
}
