/**
 * Everything we raise on purpose beyond the texts that must match RoadRunner's (those are OpErrors). The code is public and
 * keeps its meaning; the text may improve. A message names what failed, then a colon, then the present value and the wanted one.
 */
const messages = {
  /** Write the number out, or quote it if it is a text. */
  RR_CONFIG_NOT_FINITE: (key: string, value: number, place: string) =>
    `Cannot use a value of the configuration: ${key} is ${value}, wanted a finite number (${place})`,
  /** Report it, with the log around it; the server itself went on or stopped in good order. */
  RR_INTERNAL: (what: string) => `Reached a state that should be impossible: ${what} (a bug in Courser)`,
} as const

export type ErrorCode = keyof typeof messages
type Args<Code extends ErrorCode> = Parameters<(typeof messages)[Code]>

/** An error with a stable code. `cause` carries the original to the log. */
export class RRError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code
  override readonly name = 'RRError'

  constructor(code: Code, args: Args<Code>, options?: ErrorOptions) {
    super((messages[code] as (...args: unknown[]) => string)(...args), options)
    this.code = code
  }
}

/** Every code, for docs and for the test that holds docs and table together. */
export const errorCodes = Object.keys(messages) as readonly ErrorCode[]
