/** The script that a request runs, and what PHP is told of the way to it. Paths are names of files; see `ScriptFinder`. */
export interface Script {
  /** `SCRIPT_FILENAME`. */
  readonly filename: string
  /** `SCRIPT_NAME`: its path under the root. */
  readonly name: string
  /** `PATH_INFO`: what follows the script in the request's path; may be empty. */
  readonly pathInfo: string
  /** `DOCUMENT_ROOT`. */
  readonly root: string
  /** The raw request-target: `REQUEST_URI`. */
  readonly target: string
  readonly secure: boolean
  /** Peer as `address:port`. */
  readonly peer: string
}
