import type { ConfigReader } from '../../../kernel/config-reader.ts'
import type { Sections } from './messages.ts'

/** Takes these parts of the configuration along, so that another thread can read them. */
export function takeSections(reader: ConfigReader, paths: Iterable<string>): Sections {
  const sections: Record<string, Sections[string]> = {}
  for (const path of paths) {
    if (reader.has(path)) sections[path] = { value: reader.get(path), source: reader.sourceOf(path) }
  }
  return sections
}

/** Reads what was taken along; of anything else it says that it is absent. */
export function sectionsReader(sections: Sections): ConfigReader {
  return {
    has: (path) => sections[path] !== undefined,
    get: (path) => sections[path]?.value,
    sections: () => Object.keys(sections).filter((path) => !path.includes('.')),
    sourceOf: (path) => sections[path]?.source,
    all: () => Object.fromEntries(Object.entries(sections).map(([path, { value }]) => [path, value])),
  }
}
