/* How files are answered with: for plugins that serve files beside http. */
export { chooseEncoding, encodings } from '../encoding/encodings.ts'
export { HeaderList } from '../header-list.ts'
export { Crc32 } from './etag.ts'
export { FileCache } from './file-cache.ts'
export type { OpenFile } from './open-file.ts'
export { outside, pathOf } from './path.ts'
export { type FileExchange, type SendableFile, sendFile } from './send-file.ts'
