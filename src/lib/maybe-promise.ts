/** A value that is there, or that comes: what most often is there at once would pay more for a promise than for the work. */
export type MaybePromise<T> = T | Promise<T>

/** Goes on with a value now, or when its promise has it. */
export function andThen<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** Does something that may fail now or later; `onError` makes of a failure the error that callers get. */
export function rethrow<T>(work: () => MaybePromise<T>, onError: (error: unknown) => Error): MaybePromise<T> {
  try {
    const value = work()
    if (!(value instanceof Promise)) return value
    return value.catch((error: unknown) => {
      throw onError(error)
    })
  } catch (error) {
    throw onError(error)
  }
}
