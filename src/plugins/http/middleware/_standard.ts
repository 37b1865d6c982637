/*
  Middleware that ships: one line each. Its section stands in ../config.ts.
*/
import type { AnyMiddleware } from '../chain.ts'
import { headers } from './headers.ts'

/** The middleware of this version. */
export const standardMiddleware = [headers] as unknown as readonly AnyMiddleware[]
