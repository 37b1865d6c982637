/*
  Node hands out header values and the request-target as one character per byte. PHP and clients deal in bytes: text that leaves
  for JSON is decoded as UTF-8, text that came from JSON goes back to one character per byte. Follows: spec 03 §15.3
*/

const nonAscii = /[\u0080-\uffff]/

/** True when the text holds more than ASCII. */
export function hasNonAscii(text: string): boolean {
  return nonAscii.test(text)
}

/** The UTF-8 text in a string of bytes; bytes that are not UTF-8 become U+FFFD. */
export function utf8FromLatin1(bytes: string): string {
  return nonAscii.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes
}

/** A text as a string of its UTF-8 bytes. */
export function latin1FromUtf8(text: string): string {
  return nonAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
}
