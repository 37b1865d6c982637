/** A server under measurement, answering on loopback. */
export interface BenchServer {
  readonly origin: string
  /** Processes of the server itself. Asked before each round: pools may have replaced some. */
  serverPids(): readonly number[]
  /** Processes that run PHP for it. */
  phpPids(): readonly number[]
}
