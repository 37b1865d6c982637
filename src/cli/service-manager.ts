import { errorText } from '../lib/op-error.ts'
import { notify, notifyWanted } from '../os/notify.ts'

/** What a running server tells systemd, or whoever listens on NOTIFY_SOCKET. Nothing at all when nobody does. */
export interface ServiceManager {
  /** The server has started. From now on it shows a sign of life every so many seconds, if any. */
  ready(watchdogSeconds: number): Promise<void>
  stopping(): Promise<void>
  /** Workers are being replaced, until that ends. */
  whileReloading(work: Promise<void>): Promise<void>
}

/** Tells a service manager how the server is, and says on the console how that went. Follows: spec 02 §2.9. */
export function createServiceManager(say: (text: string) => void): ServiceManager {
  return {
    async ready(watchdogSeconds) {
      if (!notifyWanted()) return
      try {
        await notify('READY=1')
      } catch (error) {
        say(`[WARN] sdnotify: ${errorText(error)}`)
        return
      }
      say('[INFO] sdnotify: notified')
      if (watchdogSeconds <= 0) return
      say(`[INFO] sdnotify: watchdog enabled, timeout: ${watchdogSeconds} seconds`)
      setInterval(() => void showLife(say), watchdogSeconds * 1000).unref()
    },
    async stopping() {
      // A socket that is bad now was bad at the start, and has been reported.
      await notify('STOPPING=1').catch(() => {})
    },
    async whileReloading(work) {
      await notify('RELOADING=1').catch(() => {})
      await work
      await notify('READY=1').catch(() => {})
    },
  }
}

async function showLife(say: (text: string) => void): Promise<void> {
  await notify('WATCHDOG=1').catch((error: unknown) => say(`[WARN] sdnotify: ${errorText(error)}`))
}
