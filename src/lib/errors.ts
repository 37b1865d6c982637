/**
 * Everything we raise on purpose beyond the texts that must match RoadRunner's (those are OpErrors). The code is public and
 * keeps its meaning; the text may improve. A message names what failed, then a colon, then the present value and the wanted one.
 */
const messages = {
  /** Use the other kind of proof; names with a star need neither of the two: list their hosts one by one. */
  RR_ACME_CHALLENGE_ABSENT: (domain: string, type: string) =>
    `Cannot prove that ${domain} is ours: the authority does not ask by ${type}, wanted that kind (http.ssl.acme.challenge_type)`,
  /** See whether the authority can be reached from here, and this server from there. */
  RR_ACME_TIMEOUT: (seconds: number) =>
    `Cannot fetch a certificate: the authority has not decided within ${seconds} s (http.ssl.acme)`,
  /** Write the number out, or quote it if it is a text. */
  RR_CONFIG_NOT_FINITE: (key: string, value: number, place: string) =>
    `Cannot use a value of the configuration: ${key} is ${value}, wanted a finite number (${place})`,
  /** Correct the keys, or start without `--strict` to have them as warnings. */
  RR_CONFIG_STRICT: (issues: readonly string[]) =>
    `Cannot start with a configuration that has ${issues.length} fault(s): ${issues.join('; ')} (--strict)`,
  /** Choose another port, end who uses it, or ask the system what stands in the way. */
  RR_FILESERVER_LISTEN_FAILED: (address: string, reason: string) =>
    `Cannot listen for files on ${address}: ${reason} (fileserver.address)`,
  /** Move the file away, or let the command replace it with `--overwrite`. */
  RR_FILE_EXISTS: (paths: string) =>
    `Cannot write ${paths}: there already, wanted no such file (--overwrite replaces it)`,
  /** Look at the permissions of the folder and at the space on the disk. */
  RR_FILE_NOT_WRITTEN: (reason: string) => `Cannot write a file of the project: ${reason}`,
  /** Write `host:port`, `:port`, `[v6]:port`, `tcp://host:port` or `unix:///path.sock`. */
  RR_HTTP_ADDRESS_INVALID: (address: string) =>
    `Cannot listen for http: the address is ${JSON.stringify(address)}, wanted host:port or unix://path (http.address)`,
  /** Look at the spelling of the name, /etc/hosts and DNS. */
  RR_HTTP_ADDRESS_UNKNOWN: (name: string) =>
    `Cannot listen for http: the name ${JSON.stringify(name)} resolves to no address (http.address)`,
  /** Name the folder that holds the application's index.php. */
  RR_HTTP_CLASSIC_ROOT: (root: string) =>
    `Cannot run a classic application: its root is ${JSON.stringify(root)}, wanted a folder (http.classic.root)`,
  /** Write `tcp://host:port` or `unix:///path.sock`, as php-fpm's `listen` has it. */
  RR_HTTP_FASTCGI_ADDRESS: (address: string) =>
    `Cannot reach php-fpm: the address is ${JSON.stringify(address)}, wanted tcp://host:port or unix:///path.sock (fastcgi of http.classic or http.routes)`,
  /** See whether php-fpm runs and what its log says. */
  RR_HTTP_FASTCGI_FAILED: (address: string, reason: string) =>
    `Cannot get an answer from php-fpm at ${address}: ${reason} (fastcgi of http.classic or http.routes)`,
  /** Choose another port, end who uses it, or ask the system what stands in the way. */
  RR_HTTP_LISTEN_FAILED: (address: string, reason: string, setting: string) =>
    `Cannot listen for http on ${address}: ${reason} (${setting})`,
  /** Mend the section of the middleware, as the end of the message says. */
  RR_HTTP_MIDDLEWARE_FAILED: (name: string, cause: unknown) =>
    `Cannot set up the middleware ${name}: ${cause instanceof Error ? cause.message : String(cause)} (http.${name})`,
  /** Rename it, or write the route that was forgotten. */
  RR_HTTP_POOL_INVALID: (name: string, wanted: string) =>
    `Cannot start the pool ${JSON.stringify(name)}: wanted ${wanted} (http.pools)`,
  /** Correct the route that the message names; routes count from 0. */
  RR_HTTP_ROUTE_INVALID: (index: number, key: string, present: string, wanted: string) =>
    `Cannot route requests: ${key} is ${JSON.stringify(present)}, wanted ${wanted} (http.routes[${index}])`,
  /** Choose a TCP address with a port: of a socket file or port 0 each thread would have another. */
  RR_HTTP_THREADS_ADDRESS: (threads: number, address: string) =>
    `Cannot listen in ${threads} threads: the address is ${JSON.stringify(address)}, wanted host:port (http.threads, http.address)`,
  /** The server ends, so that it does not go on with a part of its workers. The error of the thread is in the message. */
  RR_HTTP_THREAD_ENDED: (thread: number, reason: string) =>
    `Cannot go on without I/O thread ${thread}: it ended, ${reason} (http.threads)`,
  /** Write a number, or auto. */
  RR_HTTP_THREADS_INVALID: (value: string) =>
    `Cannot start I/O threads: http.threads is ${JSON.stringify(value)}, wanted a number from 1 up, or auto`,
  /** Leave http.threads out: one thread brings requests to several pools. */
  RR_HTTP_THREADS_POOLS: (threads: number, what: string) =>
    `Cannot serve in ${threads} threads: there is ${what}, wanted http.pool alone (http.threads)`,
  /** Use pipes, which are the default and need no address. */
  RR_HTTP_THREADS_RELAY: (threads: number) =>
    `Cannot start workers from ${threads} threads: they speak over a socket, wanted pipes (http.threads, server.relay)`,
  /** Mend what the new workers say and reset again: some threads have new workers already, the others serve on with the code of before. */
  RR_HTTP_THREADS_RESET: (renewed: number, threads: number, reason: string) =>
    `Cannot replace the workers of all I/O threads: ${renewed} of ${threads} threads have new ones, the others go on with theirs: ${reason}`,
  /** Each thread needs a worker of its own: start more workers, or fewer threads. */
  RR_HTTP_THREADS_WORKERS: (threads: number, workers: number) =>
    `Cannot start ${threads} I/O threads: there are ${workers} workers, wanted one for each thread at least (http.threads, http.pool.num_workers)`,
  /** Name one of the kinds, or none: then the folder is looked at. */
  RR_INIT_UNKNOWN_KIND: (kind: string, kinds: readonly string[]) =>
    `Cannot set up a project: the kind is ${JSON.stringify(kind)}, wanted ${kinds.join(', ')}`,
  /** Report it, with the log around it; the server itself went on or stopped in good order. */
  RR_INTERNAL: (what: string) => `Reached a state that should be impossible: ${what} (a bug in Courser)`,
  /** Nothing to do: the job runs again. Jobs that must not be done twice should check whether they were. */
  RR_JOBS_CONNECTION_LOST: (id: string) =>
    `Cannot settle the job ${id}: the connection it came over is lost, so the broker delivers it again`,
  /** Name `store`, or a pipeline that is there and does not lead back to this one. */
  RR_JOBS_DEAD_LETTER_TARGET: (pipeline: string, target: string, fault: string) =>
    `Cannot open the pipeline ${pipeline}: its dead letters would go to ${target}, ${fault}, wanted store or another pipeline (jobs.pipelines.${pipeline}.dead_letter)`,
  /** Nothing to do when the job is meant to run once; else give it another key, or wait until the time of this one is over. */
  RR_JOBS_DUPLICATE: (pipeline: string, key: string) =>
    `Cannot push a job: one with the key ${key} was pushed not long ago (jobs.pipelines.${pipeline}.unique)`,
  /** Give it more workers or more room, or use a pipeline that keeps its jobs on a disk. */
  RR_JOBS_MEMORY_FULL: (pipeline: string, limit: number) =>
    `Cannot push a job: local pipeline is full, ${limit} MiB of jobs wait already (jobs.pipelines.${pipeline}.config.memory_limit)`,
  /** Look the id up with `rr dlq list`; it may have been replayed or purged. */
  RR_JOBS_NO_DEAD_LETTER: (id: string) => `Cannot find a dead letter: ${id}, wanted the id of one in the store`,
  /** Mend the setting that is named. */
  RR_JOBS_POLICY_INVALID: (pipeline: string, fault: string, setting: string) =>
    `Cannot open the pipeline ${pipeline}: ${fault} (jobs.pipelines.${pipeline}.${setting})`,
  /** Leave the setting out, or use a driver that can do it. */
  RR_JOBS_POLICY_UNSUPPORTED: (pipeline: string, driver: string, lack: string, setting: string) =>
    `Cannot open the pipeline ${pipeline}: driver ${driver} ${lack} (jobs.pipelines.${pipeline}.${setting})`,
  /** Let keys last less long, or give a key only to jobs that need one. */
  RR_JOBS_UNIQUE_FULL: (pipeline: string, limit: number) =>
    `Cannot push a job: ${limit} keys are taken already, wanted fewer (jobs.pipelines.${pipeline}.unique.ttl)`,
  /** Choose another port, end who uses it, or ask the system what stands in the way. */
  RR_METRICS_LISTEN_FAILED: (address: string, reason: string) =>
    `Cannot listen for metrics on ${address}: ${reason} (metrics.address)`,
  /** Write the options of the connection under `lock.config`, as for a kv storage on redis; `config: {addrs: ["127.0.0.1:6379"]}`. */
  RR_LOCK_NO_REDIS: () => 'Cannot set up lock: the driver is redis without options, wanted addrs (lock.config)',
  /** A plugin of yours asks for something it does not name in `needs`: add it there, or use `find`. */
  RR_PLUGIN_NOT_PROVIDED: (plugin: string, token: string) =>
    `Cannot set up the plugin ${plugin}: nothing provides ${token}, wanted a plugin that does (needs)`,
  /** Choose another address, end who uses it, or correct the path; `pipes` needs none. */
  RR_SERVER_LISTEN_FAILED: (relay: string, reason: string) =>
    `Cannot listen for workers on ${relay}: ${reason} (server.relay)`,
  /** Change one of the two settings: they cannot both hold. */
  RR_POOL_LIMITS: (present: string, wanted: string) => `Cannot open the pool: ${present}, wanted ${wanted} (pool)`,
  /** Give the pool more memory, or make the workers smaller. */
  RR_POOL_MEMORY_BUDGET: (min: number, worker: string, budget: string) =>
    `Cannot keep the pool within its memory: ${min} worker(s) of ${worker}, wanted at most ${budget} (pool.scaling.memory_budget)`,
  /** The pool has more to do than it gets done: give it more workers, or let requests wait longer. */
  RR_POOL_QUEUE_DELAY: (wait: string, limit: string) =>
    `Cannot take the request: it would wait about ${wait} for a worker, wanted at most ${limit} (pool.max_queue_delay)`,
  /** Mend what the new workers say; the server serves on with the code of before. */
  RR_POOL_RESET_FAILED: (reason: string, others: string, output: string) =>
    `Cannot replace the workers: ${reason}; ${others}${output === '' ? '' : `\n${output.trimEnd()}`}`,
  /** Find out what the new workers do for so long before they serve, or give them more time; the old ones serve on. */
  RR_POOL_RESET_TIMED_OUT: (limit: string, others: string) =>
    `Cannot replace the workers: new ones were not up within ${limit}, wanted sooner (pool.allocate_timeout); ${others}`,
  /** Look at what the application answers to that path; the worker takes no request before it answers well. */
  RR_POOL_WARMUP_FAILED: (path: string, status: number) =>
    `Cannot warm up a worker: GET ${path} answered ${status}, wanted 2xx (http.pool.warmup)`,
  /** Write paths that begin with a slash, without a host. */
  RR_POOL_WARMUP_PATH: (path: string) =>
    `Cannot warm up workers: the path is ${JSON.stringify(path)}, wanted one that begins with / (http.pool.warmup)`,
  /** Remove the key: only the workers of http are warmed up. */
  RR_POOL_WARMUP_UNSUPPORTED: () => 'Cannot open the pool: warmup is set, wanted it in http.pool alone (pool.warmup)',
  /** Start by the service manager that holds the sockets (systemd: a .socket unit), and name one of them. */
  RR_SOCKET_NOT_INHERITED: (address: string, there: string) =>
    `Cannot listen on ${address}: the sockets passed to this process are ${there || 'none'}, wanted one of them (LISTEN_FDS)`,
  /** The server was told to stop while it started; start it again. */
  RR_START_INTERRUPTED: () => 'Cannot finish the start: the server was stopped meanwhile',
  /** Choose a status that an HTTP answer can have, such as 503. */
  RR_STATUS_CODE_INVALID: (code: number) =>
    `Cannot answer with status ${code}, wanted 200 to 999 (status.unavailable_status_code)`,
  /** Choose another port, end who uses it, or ask the system what stands in the way. */
  RR_STATUS_LISTEN_FAILED: (address: string, reason: string) =>
    `Cannot listen for status on ${address}: ${reason} (status.address)`,
  /** Shorten `endure.lame_duck` or lengthen `endure.grace_period`: the one is part of the other. */
  RR_STOP_LAME_DUCK: (lameDuck: string, grace: string) =>
    `Cannot start: the lame duck period is ${lameDuck}, wanted less than the grace period of ${grace} (endure.lame_duck)`,
  /** The server was stopping; whatever was called before is on the disk. */
  RR_STORE_CLOSED: (file: string) => `Cannot use the store ${file}: it is closed, wanted it open`,
  /** Restore the file from a copy, or move it and its `-wal` file away to start with an empty one. It is left as it is. */
  RR_STORE_CORRUPT: (file: string, reason: string) =>
    `Cannot use the store ${file}: it is damaged (${reason}), wanted a store of ours`,
  /** Look at the permissions of the file and its folder, and at the disk. */
  RR_STORE_FAILED: (file: string, reason: string) => `Cannot use the store ${file}: ${reason}`,
  /** Name another file, or move this one away: files of other programs are never overwritten. */
  RR_STORE_FOREIGN: (file: string, found: string) =>
    `Cannot open the store ${file}: it is ${found}, wanted a store of ours or no file`,
  /** Make room on the disk; calls succeed again as soon as there is some. Nothing that was confirmed is lost. */
  RR_STORE_FULL: (file: string, reason: string) =>
    `Cannot write to the store ${file}: ${reason}, wanted space on its disk`,
  /** Give each storage and pipeline a file of its own. */
  RR_STORE_IN_USE: (file: string) =>
    `Cannot open the store ${file}: timeout, another part of this server has it open, wanted a file for each`,
  /** Another server has the file open: end it, or name another file. */
  RR_STORE_LOCKED: (file: string, waitedMs: number) =>
    `Cannot open the store ${file}: timeout, another process has held it for ${waitedMs} ms, wanted it for this one alone`,
  /** The disk is slower than what is written: write less at a time, or use a faster disk. */
  RR_STORE_OVERLOADED: (file: string, maxBytes: number) =>
    `Cannot write to the store ${file}: more than ${maxBytes} bytes wait for the disk, wanted less`,
  /** The disk has not confirmed a write. Look at the system's log, then restart: what had been confirmed before is in the file. */
  RR_STORE_UNSYNCED: (file: string, reason: string) =>
    `Cannot write to the store ${file}: the disk did not confirm an earlier write (${reason}), wanted a restart on a sound disk`,
  /** Write the file anew, PEM, without a passphrase. */
  RR_TLS_FILE_INVALID: (path: string, what: string, reason: string, setting: string) =>
    `Cannot use TLS: ${path} is no valid file, wanted ${what} as PEM (${setting}): ${reason}`,
  /** Give the user of the server the right to read the file. */
  RR_TLS_FILE_UNREADABLE: (path: string, reason: string, setting: string) =>
    `Cannot use TLS: ${path} cannot be read (${setting}): ${reason}`,
  /** The certificate was issued for another key: name the two files that belong together. */
  RR_TLS_KEY_MISMATCH: (key: string, cert: string, section: string) =>
    `Cannot use TLS: the key ${key} does not belong to the certificate ${cert}, wanted a pair (${section})`,
  /** Export what `definePlugin`, `defineMiddleware` or another `define…` function of `courser` returns. */
  RR_USER_MODULE_EMPTY: (path: string) =>
    `Cannot use the user module ${path}: it exports no plugin and no middleware, wanted at least one (plugins)`,
  /** The module itself threw while it was loaded: run it alone with Node 26 to see where. */
  RR_USER_MODULE_FAILED: (path: string, reason: string) => `Cannot load the user module ${path}: ${reason} (plugins)`,
  /** Correct the path: it is relative to the folder of the configuration file, or to `-w`. */
  RR_USER_MODULE_MISSING: (path: string, file: string) =>
    `Cannot load the user module ${path}: there is no file ${file} (plugins)`,
  /** Run the command by hand, as the same user and in the same folder, and see what it says: a worker says nothing and waits. */
  RR_WORKER_START_FAILED: (command: string, reason: string, settings: string) =>
    `Cannot start a worker by ${JSON.stringify(command)}: ${reason} (${settings})`,
} as const

export type ErrorCode = keyof typeof messages
/** What the message of a code is made of. */
export type ErrorArgs<Code extends ErrorCode> = Parameters<(typeof messages)[Code]>

/** An error with a stable code. `cause` carries the original to the log. */
export class RRError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code
  /** What the message was made of: makes the same error in another thread. */
  readonly args: ErrorArgs<Code>
  override readonly name = 'RRError'

  constructor(code: Code, args: ErrorArgs<Code>, options?: ErrorOptions) {
    super((messages[code] as (...args: unknown[]) => string)(...args), options)
    this.code = code
    this.args = args
  }
}

/** Every code, for docs and for the test that holds docs and table together. */
export const errorCodes = Object.keys(messages) as readonly ErrorCode[]
