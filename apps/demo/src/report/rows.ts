import type { Arm } from '../outcome.ts'

export interface Compared {
  readonly plain: Arm
  readonly dropout: Arm
  /** Epochs until the full network's training loss is `loss` or less. */
  readonly toReach: { readonly loss: number; readonly plain: number | undefined; readonly dropout: number | undefined }
}

/** A row of the table: what it is about, without dropout, with dropout. */
export type Row = readonly [name: string, plain: string, dropout: string]

/** What heads the columns. */
export const heads: Row = ['', 'without dropout', 'with dropout']

/** The two networks side by side, as text for the terminal and for the page. */
export function rows({ plain, dropout, toReach }: Compared): Row[] {
  const percent = (value: number): string => `${(100 * value).toFixed(2)} %`
  const row = (name: string, of: (arm: Arm) => string): Row => [name, of(plain), of(dropout)]
  return [
    row('training error', ({ trainError }) => percent(trainError)),
    row('test error', ({ testError }) => percent(testError)),
    row('gap', ({ gap }) => percent(gap)),
    row('training loss, full network', ({ loss }) => loss.toFixed(4)),
    row('training loss, thinned network', ({ thinnedLoss }) => thinnedLoss.toFixed(4)),
    [
      `epochs to a training loss of ${toReach.loss.toFixed(3)}`,
      String(toReach.plain ?? 'never'),
      String(toReach.dropout ?? 'never'),
    ],
    row('time', ({ seconds }) => `${seconds.toFixed(1)} s`),
    row('backend', ({ backend }) => backend),
  ]
}
