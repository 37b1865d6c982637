/** A worker as `informer.Workers` reports it; spec 01 §16. Structurally the kernel's WorkerInfo. */
export interface WorkerInfo {
  readonly pid: number
  readonly status: number
  readonly numExecs: number
  readonly created: bigint
  readonly memoryUsage: number
  readonly CPUPercent: number
  readonly command: string
  readonly statusStr: string
}
