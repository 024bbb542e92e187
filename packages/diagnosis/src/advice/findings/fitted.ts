import type { Evidence } from '../evidence.ts'

/** Whether the training data are learned: an error of at most 0.2 %, or a loss below a ten-thousandth of the first. */
export function isFitted({ task, gap, history }: Evidence): boolean {
  if (task === 'classification') return gap.training <= 0.002
  const first = history.find(({ loss }) => loss !== undefined)!.loss!
  return gap.training === 0 || (history.length > 1 && first > 0 && gap.training >= 0 && gap.training < 1e-4 * first)
}
