import Table from 'cli-table3'
import type { Outcome } from '../outcome.ts'

export interface Compared {
  readonly plain: Outcome
  readonly dropout: Outcome
  /** Epochs until the full network's training loss is `reference` or less. */
  readonly toReach: { readonly loss: number; readonly plain: number | undefined; readonly dropout: number | undefined }
}

/** The two networks side by side, for a terminal. */
export function table({ plain, dropout, toReach }: Compared): string {
  const rows = new Table({
    head: ['', 'without dropout', 'with dropout'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right'],
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  const percent = (value: number): string => `${(100 * value).toFixed(2)} %`
  const row = (name: string, of: (outcome: Outcome) => string): void => void rows.push([name, of(plain), of(dropout)])
  row('training error', ({ trainError }) => percent(trainError))
  row('test error', ({ testError }) => percent(testError))
  row('gap', ({ gap }) => percent(gap))
  row('training loss, full network', ({ loss }) => loss.toFixed(4))
  row('training loss, thinned network', ({ thinnedLoss }) => thinnedLoss.toFixed(4))
  rows.push([
    `epochs to a training loss of ${toReach.loss.toFixed(3)}`,
    String(toReach.plain ?? 'never'),
    String(toReach.dropout ?? 'never'),
  ])
  row('time', ({ seconds }) => `${seconds.toFixed(1)} s`)
  return rows.toString()
}
