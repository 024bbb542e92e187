import type { ArmName } from '../run-arms.ts'
import type { Progress } from '../train-arm.ts'

const names: Readonly<Record<ArmName, string>> = { plain: 'without dropout', dropout: 'with dropout' }
const LONGEST = Math.max(...Object.values(names).map((name) => name.length))
const WIDEST_BAR = 40

/** What is needed of standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export type ShowProgress = (arm: ArmName, progress: Progress) => void

/** On a terminal two bars, redrawn in place; elsewhere a line for each quarter of the way. */
export function progress(
  stream: ProgressStream,
  epochs: number,
  dumb: boolean = process.env['TERM'] === 'dumb',
): ShowProgress {
  return stream.isTTY && !dumb ? bars(stream, epochs) : quarters(stream)
}

function bars(stream: ProgressStream, epochs: number): ShowProgress {
  const start: Progress = { done: 0, of: epochs, validationError: Number.NaN }
  const state: Record<ArmName, Progress> = { plain: start, dropout: start }
  const draw = (): string =>
    (['plain', 'dropout'] as const).map((arm) => `\x1b[2K${bar(arm, state[arm], stream.columns || 80)}\n`).join('')
  stream.write(draw())
  return (arm, progress) => {
    state[arm] = progress
    stream.write(`\x1b[2A${draw()}`)
  }
}

/** One bar, at most `columns` − 1 cells wide: a line that fills the last cell wraps on some terminals. */
function bar(arm: ArmName, progress: Progress, columns: number): string {
  const note = progress.done === 0 ? 'starting' : noteOf(progress)
  const count = `${progress.done}/${progress.of}`.padStart(2 * String(progress.of).length + 1)
  const width = Math.min(
    WIDEST_BAR,
    columns - 1 - LONGEST - count.length - noteOf({ ...progress, validationError: 1 }).length - 3,
  )
  const full = Math.floor((Math.max(0, width) * progress.done) / progress.of)
  const cells = width < 4 ? '' : `${'█'.repeat(full)}${'░'.repeat(width - full)} `
  return `${names[arm].padEnd(LONGEST)} ${cells}${count} ${note}`.slice(0, columns - 1)
}

function quarters(stream: ProgressStream): ShowProgress {
  return (arm, progress) => {
    const { done, of } = progress
    const quarter = (epochs: number): number => Math.floor((4 * epochs) / of)
    if (quarter(done) > quarter(done - 1)) stream.write(`${names[arm]}: epoch ${done} of ${of}, ${noteOf(progress)}\n`)
  }
}

function noteOf({ validationError }: Progress): string {
  return `validation error ${(100 * validationError).toFixed(1)} %`
}
