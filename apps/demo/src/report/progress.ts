import type { TaskName } from '../data/demo-data.ts'
import type { NetworkName } from '../training/train-both.ts'
import type { Progress } from '../training/train-network.ts'
import { errorName, errorText, percent } from './format.ts'

const LABELS: Readonly<Record<NetworkName, string>> = { plain: 'without dropout', dropout: 'with dropout' }
const LONGEST = Math.max(...Object.values(LABELS).map((label) => label.length))
const WIDEST_BAR = 40
const LONGEST_NOTE = 'validation error 100.0 %'.length

/** A terminal or another output stream. */
export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export type ShowProgress = (name: NetworkName, progress: Progress) => void

/** On a terminal two bars, redrawn in place, which show predictions and the diagnosis too; elsewhere a line for each quarter of the epochs. */
export function progress(
  stream: ProgressStream,
  epochs: number,
  task: TaskName,
  dumb: boolean = process.env['TERM'] === 'dumb',
): ShowProgress {
  return stream.isTTY && !dumb ? bars(stream, epochs, task) : quarters(stream, task)
}

function bars(stream: ProgressStream, epochs: number, task: TaskName): ShowProgress {
  const start: Progress = { epoch: 0, epochs, validationError: Number.NaN }
  const state: Record<NetworkName, Progress> = { plain: start, dropout: start }
  const draw = (): string =>
    (['plain', 'dropout'] as const)
      .map((name) => `\x1b[2K${bar(name, state[name], task, stream.columns || 80)}\n`)
      .join('')
  stream.write(draw())
  return (name, progress) => {
    state[name] = progress
    stream.write(`\x1b[2A${draw()}`)
  }
}

/** One bar, at most `columns` − 1 cells wide: a line that fills the last cell wraps on some terminals. */
function bar(name: NetworkName, progress: Progress, task: TaskName, columns: number): string {
  const { after } = progress
  const doing = after && after.done < 1 ? `${after.doing} ${percent(after.done, 0)}` : undefined
  const note = progress.epoch === 0 ? 'starting' : (doing ?? noteOf(progress, task))
  const count = `${progress.epoch}/${progress.epochs}`.padStart(2 * String(progress.epochs).length + 1)
  const width = Math.min(WIDEST_BAR, columns - 1 - LONGEST - count.length - LONGEST_NOTE - 3)
  const full = Math.floor((Math.max(0, width) * progress.epoch) / progress.epochs)
  const cells = width < 4 ? '' : `${'█'.repeat(full)}${'░'.repeat(width - full)} `
  return `${LABELS[name].padEnd(LONGEST)} ${cells}${count} ${note}`.slice(0, columns - 1)
}

function quarters(stream: ProgressStream, task: TaskName): ShowProgress {
  return (name, progress) => {
    const { epoch, epochs, after } = progress
    if (after) return
    const quarterOf = (completed: number): number => Math.floor((4 * completed) / epochs)
    if (quarterOf(epoch) > quarterOf(epoch - 1))
      stream.write(`${LABELS[name]}: epoch ${epoch} of ${epochs}, ${noteOf(progress, task)}\n`)
  }
}

function noteOf({ validationError }: Progress, task: TaskName): string {
  return `validation ${errorName(task)} ${errorText(task, validationError, 1)}`
}
