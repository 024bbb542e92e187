let paused = 0

/** Whether operations are being recorded for a backward pass. */
export function isRecording(): boolean {
  return paused === 0
}

/** Runs `fn` without recording: what it computes carries no history. For evaluation, and for updates of parameters. */
export function noGrad<T>(fn: () => T): T {
  paused++
  try {
    return fn()
  } finally {
    paused--
  }
}
