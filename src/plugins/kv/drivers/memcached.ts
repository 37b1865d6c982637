import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { crc32 } from 'node:zlib'
import type { z } from 'zod'
import { errorText } from '../../../lib/op-error.ts'
import { list, section, text } from '../../../lib/scalars.ts'
import { defineStorage, type StorageDefinition } from '../contract.ts'
import { MemcachedServer } from '../memcached/server.ts'

const config = section({
  addr: list(text())
    .default(['127.0.0.1:11211'])
    .describe(
      'host:port or the path of a unix socket; a key lives on the server that crc32(key) mod their count names',
    ),
})

const keyMaxBytes = 250

/** Values in memcached, on the same servers as RoadRunner puts them. Follows: spec 06 §1.8. */
export const memcached: StorageDefinition<z.infer<typeof config>> = defineStorage({
  name: 'memcached',
  config,
  needsConfig: true,
  texts: {
    operation: 'memcached_plugin',
    noExpiries: 'not valid request for memcached, see https://github.com/memcached/memcached/issues/239',
  },
  async open({ config: { addr }, log }) {
    const addresses = addr.length === 0 ? ['127.0.0.1:11211'] : addr
    const servers = (await allResolve(addresses)) ? addresses.map((address) => new MemcachedServer(address)) : []
    const serverOf = (key: string): MemcachedServer => {
      checkKey(key)
      return servers[crc32(key) % servers.length] ?? noServers()
    }
    /** One request per key; `good` are the replies that are no error. */
    const each = async (keys: readonly string[], good: readonly string[], words: (key: string) => Request) => {
      const targets = keys.map((key) => [serverOf(key), words(key)] as const)
      const replies = await Promise.all(targets.map(([server, request]) => server.request(...request)))
      for (const [index, { line }] of replies.entries()) {
        if (!good.includes(line)) throw new Error(failureText(targets[index]?.[1][0] as string, line))
      }
    }
    return {
      async getMany(keys) {
        const found = new Map<string, Uint8Array>()
        const requests = [...Map.groupBy(keys, serverOf)].map(async ([server, group]) => {
          const { line, values } = await server.request(`gets ${group.join(' ')}\r\n`)
          if (line !== 'END') throw new Error(failureText('gets ', line))
          for (const { key, value } of values) found.set(key, value)
        })
        await Promise.all(requests)
        return keys.map((key) => found.get(key))
      },
      async setMany(items) {
        const byKey = new Map(items.map((item) => [item.key, item]))
        await each([...byKey.keys()], ['STORED'], (key) => {
          const { value = new Uint8Array(), expiresAtMs } = byKey.get(key) ?? {}
          return [`set ${key} 0 ${seconds(expiresAtMs)} ${value.length}\r\n`, value, '\r\n']
        })
      },
      async expireMany(items) {
        for (const { key, expiresAtMs } of items) {
          await each([key], ['TOUCHED'], () => [`touch ${key} ${seconds(expiresAtMs)}\r\n`])
        }
      },
      deleteMany: (keys) => each(keys, ['DELETED', 'NOT_FOUND'], (key) => [`delete ${key}\r\n`]),
      async clear() {
        if (servers.length === 0) noServers()
        const replies = await Promise.all(servers.map((server) => server.request('flush_all\r\n')))
        const failed = replies.find(({ line }) => line !== 'OK')
        if (failed === undefined) return
        log.error('Clear (delete_all) operation failed', { error: failed.line })
        throw new Error(failureText('flush_all', failed.line))
      },
      stop: () => servers.forEach((server) => server.close()),
    }
    async function allResolve(names: readonly string[]): Promise<boolean> {
      try {
        await Promise.all(names.map(resolve))
        return true
      } catch (error) {
        log.error('cannot resolve the address of a memcached server', { error: errorText(error) })
        return false
      }
    }
  },
})

type Request = readonly [line: string, ...rest: (string | Uint8Array)[]]

/** Names are looked up once, at the start, so that a wrong one is told then. */
async function resolve(address: string): Promise<void> {
  const host = /^\[?(.*?)\]?:\d+$/.exec(address)?.[1] ?? ''
  if (!address.includes('/') && host !== '' && isIP(host) === 0) await lookup(host)
}

function noServers(): never {
  throw new Error('memcache: no servers configured or available')
}

function checkKey(key: string): void {
  const bytes = Buffer.from(key)
  // Blanks and control characters end a word of the protocol.
  if (bytes.length > keyMaxBytes || bytes.some((byte) => byte <= 0x20 || byte === 0x7f)) {
    throw new Error('malformed: key is too long or contains invalid characters')
  }
}

/** Unix seconds; 0 means never. Rounded up: a key must not go before its time. */
function seconds(expiresAtMs: number | undefined): number {
  return expiresAtMs === undefined ? 0 : Math.ceil(expiresAtMs / 1000)
}

function failureText(request: string, line: string): string {
  if (line === 'NOT_FOUND') return 'memcache: cache miss'
  const verb = request.split(' ', 1)[0] ?? ''
  return `memcache: unexpected response line from ${JSON.stringify(verb)}: ${JSON.stringify(`${line}\r\n`)}`
}
