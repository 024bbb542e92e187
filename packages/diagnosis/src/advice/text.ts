import type { Gap } from './evidence.ts'

/** 0.0512 as '5.1 %'; shares below 1 % have two places. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(Math.abs(share) < 0.01 && share !== 0 ? 2 : 1).replace('-', '−')} %`
}

/** A loss or a keep, with three significant digits. */
export function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3))).replaceAll('-', '−')
}

/** 12345 as '12,345'. */
export function count(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** '1 epoch', '12 epochs'. */
export function counted(n: number, word: string): string {
  return `${count(n)} ${word}${n === 1 ? '' : 's'}`
}

/** Both errors, or both losses, of a gap. */
export function gapText({ task, training, unseen, low, high, trainingExamples, validationExamples }: Gap): string {
  const both =
    task === 'classification'
      ? `the training error is ${percent(training)} of ${counted(trainingExamples, 'example')}, the validation error ${percent(unseen)} of ${count(validationExamples)}`
      : `the training loss is ${threeDigits(training)} on ${counted(trainingExamples, 'example')}, the validation loss ${threeDigits(unseen)} on ${count(validationExamples)}`
  if (low === undefined || high === undefined) return both
  return task === 'classification'
    ? `${both}: a gap of ${percent(unseen - training)}, in a 95 % interval from ${percent(low)} to ${percent(high)}`
    : `${both}: ${threeDigits(unseen / training)} times as high, in a 95 % interval from ${threeDigits(low)} to ${threeDigits(high)}`
}

/** The figures of a gap. */
export function gapFigures(gap: Gap): Readonly<Record<string, number>> {
  const { task, training, unseen, low, high, trainingExamples, validationExamples } = gap
  const names =
    task === 'classification'
      ? { trainingError: training, validationError: unseen, gap: unseen - training }
      : { trainingLoss: training, validationLoss: unseen, gap: unseen - training }
  const [lowName, highName] = task === 'classification' ? ['gapLow', 'gapHigh'] : ['ratioLow', 'ratioHigh']
  return {
    ...names,
    ...(low === undefined || high === undefined ? {} : { [lowName]: low, [highName]: high }),
    trainingExamples,
    validationExamples,
  }
}
