/** What differs between the first configurations that `rr init` writes. */
export interface ConfigTemplate {
  /** Comment lines on top, without `#`. */
  readonly about: readonly string[]
  /** Lines under `server:`. */
  readonly server: readonly string[]
  /** Address for `http.address`. */
  readonly address: string
}

/** A first `.rr.yaml`: few values, each with the reason to change it. RoadRunner reads it as well. */
export function configText({ about, server, address }: ConfigTemplate): string {
  return `${about.map((line) => `# ${line}`.trimEnd()).join('\n')}

# Version of this format; always "3".
version: "3"

# Where \`rr workers\`, \`rr reset\` and PHP itself reach the running server. Who can connect controls it: keep it local.
rpc:
  listen: tcp://127.0.0.1:6001

server:
${server.map((line) => `  ${line}`.trimEnd()).join('\n')}

http:
  # All interfaces would be ":8080". Values may come from the environment: \${HTTP_ADDRESS:-${address}}
  address: ${address}

  # Refuse bodies above this size, in MB; 0 means no limit.
  max_request_size: 256

  pool:
    # PHP processes; 0 means one per core. More help where PHP waits (database, network).
    num_workers: 0

    # While you develop: a fresh worker for each request, so that every edit of the code is seen. Never in production.
    debug: false

    # Replace a worker after so many requests, which bounds slow leaks; 0 means never.
    max_jobs: 0

    supervisor:
      # Replace a worker that holds more memory than this, in MB, after its request.
      max_worker_memory: 128
      # End a request that takes longer than this, with its worker; 0s means no limit.
      exec_ttl: 60s

logs:
  # production writes JSON, development writes for people.
  mode: development
  level: info
`
}
