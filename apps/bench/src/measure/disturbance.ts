import { machineTime, processTime } from './processor-time.ts'

/** Processors that others may use while we measure, on average, without a word. */
const TOLERATED = 0.1

/** Watches what processes other than ours use while something is measured. `end` says so in a note, or is empty when it was quiet. */
export function watchOthers(ours: () => readonly number[]): { end(): string } {
  const before = used(ours())
  const began = performance.now()
  return {
    end() {
      const after = used(ours())
      if (!before || !after) return ''
      const others = after.machine - before.machine - (after.ours - before.ours)
      return disturbanceNote(others / (performance.now() - began))
    },
  }
}

/** What a row says of others that used so many processors. */
export function disturbanceNote(processors: number): string {
  return processors > TOLERATED ? `disturbed: others used ${processors.toFixed(2)} processors` : ''
}

function used(pids: readonly number[]): { machine: number; ours: number } | undefined {
  const machine = machineTime()
  return machine === undefined ? undefined : { machine, ours: processTime(pids) }
}
