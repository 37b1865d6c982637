/** One worker process, as pools tell it and `informer.Workers` reports it. Keys are PHP's; spec 01 §16. */
export interface WorkerInfo {
  readonly pid: number
  readonly status: number
  readonly numExecs: number
  /** Unix nanoseconds. */
  readonly created: bigint
  /** RSS, bytes. */
  readonly memoryUsage: number
  /** Average since the process started, percent of one core. */
  readonly CPUPercent: number
  readonly command: string
  readonly statusStr: string
}
