/** Installs what is missing of the things named, or ends with the command that would. */
export declare function ensureSystemPackages(names: readonly string[]): void
/** Where a command is on the PATH. */
export declare function commandPath(name: string): string | undefined
