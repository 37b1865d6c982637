import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { readAnswer } from './acme-files.ts'

const prefix = '/.well-known/acme-challenge/'

/** Answers what an authority asks over plain HTTP (http-01); all else goes on to who has answered so far. Follows: RFC 8555 §8.3 */
export function answerHttpChallenges(server: Server, folder: string): void {
  for (const event of ['request', 'checkContinue'] as const) {
    const serve = server.listeners(event) as ((req: IncomingMessage, res: ServerResponse) => void)[]
    server.removeAllListeners(event)
    server.on(event, (req: IncomingMessage, res: ServerResponse) => {
      const goOn = (): void => {
        for (const listener of serve) listener.call(server, req, res)
      }
      if (req.url?.startsWith(prefix) === true) void answer(folder, req, res, goOn)
      else goOn()
    })
  }
}

/** For a port that serves nothing else. */
export function refuseOthers(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(404, { Connection: 'close' }).end()
}

async function answer(folder: string, req: IncomingMessage, res: ServerResponse, goOn: () => void): Promise<void> {
  const text = await readAnswer(folder, (req.url as string).slice(prefix.length))
  if (text === undefined) return goOn()
  req.resume()
  res.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': text.length }).end(text)
}
