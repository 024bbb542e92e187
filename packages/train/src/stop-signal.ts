/** What is asked of an AbortSignal, which the type environment of the library does not know. */
export interface StopSignal {
  readonly aborted: boolean
  readonly reason?: unknown
}
