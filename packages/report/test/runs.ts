import type { Run } from '../src/index.ts'

/** A run of so many epochs, with numbers that follow from the epoch alone. */
export function runOf(epochs: number, changed: (epoch: number) => object = () => ({})): Run {
  return {
    history: Array.from({ length: epochs }, (_, epoch) => ({
      epoch,
      runningLoss: 2.5 / (epoch + 1),
      thinnedLoss: 2.2 / (epoch + 1),
      loss: 2 / (epoch + 1),
      error: 0.5 / (epoch + 1),
      accuracy: 1 - 0.5 / (epoch + 1),
      measuredExamples: 500,
      validationLoss: 0.25 + 2 / (epoch + 1),
      validationError: 0.1 + 0.5 / (epoch + 1),
      validationAccuracy: 0.9 - 0.5 / (epoch + 1),
      keep: { dropout1: 0.5 },
      seconds: Math.random(),
      examplesPerSecond: Math.random(),
      ...changed(epoch),
    })),
  }
}
