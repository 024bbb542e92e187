/** What is needed of an output stream. */
export interface Writable {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/**
 * Lets the command go on when an output fails. A reader that has left, as `head` does, has what it wanted; the first other failure is
 * told to `failed`.
 */
export function survive(stream: Writable, failed: (error: Error) => void): void {
  let told = false
  stream.on('error', (error) => {
    if (error.code === 'EPIPE' || told) return
    told = true
    failed(error)
  })
}
