import type { z } from 'zod'

/** Something a user module exports, made by a `define…` function: `kind` says which. */
export interface UserDefinition {
  /** `<section>.<what>`, as `http.middleware`. */
  readonly kind: string
  /** Its section under the one of its kind: `http.<name>`. */
  readonly name?: string
  /** Schema of that section. */
  readonly config?: z.ZodType
}

/** What user modules brought, for plugins that take parts from them (middleware, drivers). */
export interface UserModules {
  /** All exported definitions of a kind, in the order of the modules. */
  definitions(kind: string): readonly UserDefinition[]
}

/** Schemas of sections by path (`http.greet`); undefined where nothing is known of what is in one. */
export type UserSections = ReadonlyMap<string, z.ZodType | undefined>
