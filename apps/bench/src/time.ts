/** Median, least and most of nine repetitions after two to warm up, in milliseconds. */
export interface Timing {
  readonly median: number
  readonly min: number
  readonly max: number
}

const WARM_UP = 2
const REPETITIONS = 9

/** Times several pieces of work in turns, so that a disturbance falls on all of them. */
export function timeInterleaved(works: readonly (() => void)[]): Timing[] {
  for (let i = 0; i < WARM_UP; i++) for (const work of works) work()
  const times: number[][] = works.map(() => [])
  for (let i = 0; i < REPETITIONS; i++) {
    works.forEach((work, w) => {
      const started = performance.now()
      work()
      times[w]!.push(performance.now() - started)
    })
  }
  return times.map((own) => {
    const sorted = own.sort((a, b) => a - b)
    return { median: sorted[(REPETITIONS - 1) / 2]!, min: sorted[0]!, max: sorted[REPETITIONS - 1]! }
  })
}
