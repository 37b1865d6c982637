import { lookup } from 'mrmime'

/** The content type that a file's extension stands for; undefined when it is not known. Texts are UTF-8, as Go says. */
export function typeByExtension(path: string): string | undefined {
  const type = lookup(path.slice(path.lastIndexOf('/') + 1))
  return type?.startsWith('text/') === true ? `${type}; charset=utf-8` : type
}
