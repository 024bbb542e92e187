import { formatValue } from '../results/format-trials.ts'
import type { SearchCallback } from './search-callback.ts'

/** Where the progress goes, such as `process.stderr`. */
export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
}

const WIDTH = 24

/**
 * A callback that shows the progress of a search: on a terminal a bar, elsewhere a line for each trial that has ended.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { grid, search, searchProgress, uniform } from '@thinned/search'
 *
 * const trial = new URL('data:text/javascript,export const trial = ({ x }) => (x - 2) ** 2')
 * const callbacks = [searchProgress({ write: (text) => console.log(text.trim()) })]
 * const space = { x: uniform(1, 3) }
 * await search({ trial, space, strategy: grid({ points: 1 }), key: key(1), callbacks }) // trial 1/1: x 2, value 0, best 0
 * ```
 */
export function searchProgress(stream: ProgressStream): SearchCallback {
  const draw = (done: number, trials: number, best: string): void => {
    const full = Math.floor((WIDTH * done) / Math.max(trials, 1))
    stream.write(`\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} trial ${done}/${trials}${best}`)
  }
  return {
    start({ done, trials }) {
      if (stream.isTTY) draw(done, trials, '')
    },
    trial({ record, best, done, trials }) {
      const { settings, value, error } = record
      const bestText = best ? `, best ${formatValue(best.value!)}` : ''
      if (stream.isTTY) draw(done, trials, bestText)
      else {
        const description = Object.entries(settings).map(([name, setting]) => `${name} ${formatValue(setting)}`)
        const outcome = error === undefined ? `value ${formatValue(value!)}` : `failed (${error})`
        stream.write(`trial ${done}/${trials}: ${description.join(', ')}, ${outcome}${bestText}\n`)
      }
    },
    stop() {
      if (stream.isTTY) stream.write('\n')
    },
  }
}
