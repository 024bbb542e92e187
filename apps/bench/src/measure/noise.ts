import { machineTime, processTime } from './processor-time.ts'

/** Processors that other programs may use on average during a measurement without a note. */
const TOLERATED = 0.1

/** Measures the processor time of other programs until `end`, which returns a note on it, or an empty text on a quiet machine. */
export function watchNoise(ours: () => readonly number[]): { end(): string } {
  const before = used(ours())
  const began = performance.now()
  return {
    end() {
      const after = used(ours())
      if (!before || !after) return ''
      const others = after.machine - before.machine - (after.ours - before.ours)
      return noiseNote(others / (performance.now() - began))
    },
  }
}

/** The note of a row during which other programs used so many processors. */
export function noiseNote(processors: number): string {
  return processors > TOLERATED ? `noise: other programs used ${processors.toFixed(2)} processors` : ''
}

function used(pids: readonly number[]): { machine: number; ours: number } | undefined {
  const machine = machineTime()
  return machine === undefined ? undefined : { machine, ours: processTime(pids) }
}
