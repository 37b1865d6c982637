import type { ListenerSettings } from './listeners/settings.ts'

/** What the data plane runs by: plain values, so that it can be sent to another thread. */
export interface DataPlaneSettings extends ListenerSettings {
  readonly address: string
  readonly codec: 'json' | 'protobuf'
  readonly internalErrorCode: number
  readonly accessLogs: boolean
  readonly rawBody: boolean
  readonly maxRequestBytes: number
  /** Error texts may be shown to clients. */
  readonly debug: boolean
  readonly uploads: UploadSettings
  readonly timeouts: TimeoutSettings
  /** Absent: off. */
  readonly slowLog?: SlowLogSettings | undefined
}

/** Where uploads go and which are taken; spec 03 §3.4. */
export interface UploadSettings {
  readonly dir: string
  readonly forbid: readonly string[]
  readonly allow: readonly string[]
  /** Owner of the files; changed only when both are set. */
  readonly uid: number
  readonly gid: number
}

/** Which requests are slow, and what is found out about them. */
export interface SlowLogSettings {
  /** Milliseconds from the head of the request to the end of its answer. */
  readonly threshold: number
  /** Look at what the worker does. */
  readonly sample: boolean
}

/** Limits against slow clients, milliseconds; 0 means none. */
export interface TimeoutSettings {
  readonly header: number
  readonly read: number
  readonly write: number
  readonly idle: number
}
