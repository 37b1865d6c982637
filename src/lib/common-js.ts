/**
 * What a package written for CommonJS exports, once `import()` has loaded it. Node makes names of it; in the bundle, where it is a file of its
 * own, everything is in `default`. In both `default` is the whole.
 */
export function namesOf<Module extends object>(loaded: Module): Module {
  return 'default' in loaded ? (loaded.default as Module) : loaded
}
