/** The head of an answer as the worker wrote it. `pairs` alternates names and values, one character per byte. */
export interface WorkerHead {
  readonly status: number
  readonly pairs: string[]
}
