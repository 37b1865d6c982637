import type { z } from 'zod'
import { bool, commandLine, list, section, text } from '../../../lib/scalars.ts'
import { poolConfig } from '../../../pool/config.ts'

/** `http.classic`. */
export const classicConfig = section({
  root: text().default('').describe('Folder of the application: its scripts and its files'),
  index: list(text())
    .default(['index.php', 'index.html'])
    .describe('Files that answer for a folder; the first that is there counts'),
  front_controller: text()
    .default('index.php')
    .describe('Script under root that gets what is neither file nor script; empty: that is 404'),
  command: commandLine().default(['php-cgi']).describe('php-cgi, with its options: php-cgi -d memory_limit=512M'),
  pool: poolConfig,
  fastcgi: text()
    .default('')
    .describe('In the place of processes of ours: a php-fpm, tcp://host:port or unix:///path.sock'),
  follow_symlinks: bool()
    .default(false)
    .describe('Serve and run what links under root lead to, though it lies outside; false: as if it were not there'),
}).describe('Runs applications that were not made for workers, each request as PHP always did')

/** The section as it is decoded. */
export type ClassicConfig = z.infer<typeof classicConfig>
