import { value } from '@thinned/schema'
import { argument } from '../options.ts'
import type { Callback } from '../run/callbacks.ts'

/** The stream of a bar, such as `process.stderr`. */
export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
}

const WIDTH = 24

const output = value<ProgressStream>(
  'a stream to write to, such as process.stderr',
  (given) => typeof Object(given).write === 'function',
)

/**
 * A callback that shows the progress of a run: on a terminal a bar, redrawn at most once per percent; elsewhere a line for each epoch.
 *
 * @example
 * ```ts
 * import { progressBar } from '@thinned/train/node'
 *
 * const bar = progressBar({ isTTY: true, write: (text) => console.log(text.trim().slice(4)) })
 * bar.start?.({ step: 0, steps: 40, epochs: 4 })
 * bar.step?.({ step: 20, steps: 40, epoch: 1, loss: 0.5 }) // ████████████░░░░░░░░░░░░  50 %  epoch 2/4
 * ```
 */
export function progressBar(stream: ProgressStream): Callback {
  argument('progressBar', 'stream', output, stream)
  let drawn = -1
  let epochs = 0
  let measured = ''
  const draw = (step: number, steps: number, epoch: number): void => {
    const percent = Math.floor((100 * step) / steps)
    if (percent === drawn) return
    drawn = percent
    const done = Math.floor((WIDTH * step) / steps)
    const bar = '█'.repeat(done) + '░'.repeat(WIDTH - done)
    stream.write(`\r\u001b[2K${bar} ${String(percent).padStart(3)} %  epoch ${epoch + 1}/${epochs}${measured}`)
  }
  return {
    name: 'progressBar',
    start: (event) => {
      epochs = event.epochs
    },
    step: ({ step, steps, epoch }) => {
      if (stream.isTTY) draw(step, steps, epoch)
    },
    epoch: ({ record }) => {
      const { epoch, validationLoss } = record
      const loss = record.measuredExamples === 0 ? record.runningLoss : record.loss
      measured = `  loss ${loss.toFixed(4)}${validationLoss === undefined ? '' : `  validation ${validationLoss.toFixed(4)}`}`
      if (!stream.isTTY) stream.write(`epoch ${epoch + 1}/${epochs}${measured}\n`)
    },
    stop: () => {
      if (stream.isTTY) stream.write('\n')
    },
  }
}
