const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&#39;',
  '"': '&#34;',
}

/** A text that shows as it is in a page, escaped as Go's html package does. */
export function escapeHtml(text: string): string {
  return text.replace(/[<>&'"]/g, (char) => entities[char] as string)
}

/** Headers of a plain error reply, as Go's http.Error sets them. */
export const plainErrorHeaders: readonly string[] = [
  'Content-Type',
  'text/plain; charset=utf-8',
  'X-Content-Type-Options',
  'nosniff',
]
