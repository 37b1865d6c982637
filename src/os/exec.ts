/**
 * Replaces this process by another program under the same pid. Returns only by throwing. Descriptors above 2 are closed on
 * the way, except those that were made to be inherited; ignored signals are reset, so that the new program starts clean.
 */
export function replaceProcess(file: string, args: readonly string[], env: NodeJS.ProcessEnv): never {
  if (process.execve === undefined) throw new Error('this platform cannot replace a process')
  return process.execve(file, args, env)
}
