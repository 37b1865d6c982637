import { RRError } from '../lib/errors.ts'
import type { FaultData } from './fault.ts'

/** The error that callers get for a fault in the store's thread. */
export function storeError(file: string, { kind, text }: FaultData): RRError {
  switch (kind) {
    case 'busy':
      return new RRError('RR_STORE_LOCKED', [file, Number(text)])
    case 'foreign':
      return new RRError('RR_STORE_FOREIGN', [file, text])
    case 'corrupt':
      return new RRError('RR_STORE_CORRUPT', [file, text])
    case 'full':
      return new RRError('RR_STORE_FULL', [file, text])
    case 'unsynced':
      return new RRError('RR_STORE_UNSYNCED', [file, text])
    case 'io':
      return new RRError('RR_STORE_FAILED', [file, text])
  }
}
