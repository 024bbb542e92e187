import { TrainError } from '../train-error.ts'

/**
 * The memory for samples that are kept [samples, length].
 *
 * @param option What keeps them, and what to do without it.
 * @throws {TrainError} where there is not so much memory.
 */
export function keptSamples<Kept>(
  Numbers: new (length: number) => Kept,
  samples: number,
  length: number,
  option: keyof typeof REMEDIES,
): Kept {
  try {
    return new Numbers(samples * length)
  } catch (cause) {
    throw new TrainError(
      `predict was given ${samples} samples with ${option}, which keeps ${length} numbers of each: there is no memory for so many. Give fewer samples, ${REMEDIES[option]}.`,
      { code: 'out-of-memory', cause },
    )
  }
}

const REMEDIES = {
  everySample: 'fewer inputs at a time, or leave everySample out',
  level: 'a smaller batchSize, or a tolerance, which keeps none',
}
