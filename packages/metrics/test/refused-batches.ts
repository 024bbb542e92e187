import type { LabelBatch, ProbabilityBatch, TargetBatch } from '../src/batches/batch.ts'

type Refused<Batch> = readonly (readonly [batch: Batch, sentence: string])[]

/** What every measure of probabilities refuses. */
export const refusedProbabilities: Refused<ProbabilityBatch> = [
  [{ probabilities: [0.5, 0.6], classes: 2, labels: [0] }, 'The probabilities of row 0 sum to 1.1, not to 1.'],
  [{ probabilities: [Number.NaN, 1], classes: 2, labels: [0] }, 'Row 0 has the probability NaN for class 0'],
  [{ probabilities: [-0.5, 1.5], classes: 2, labels: [0] }, 'Row 0 has the probability -0.5 for class 0'],
  [
    { probabilities: [0.5, 0.5], classes: 2, labels: [2] },
    'Label 0 is 2; with 2 classes labels are the integers from 0 to 1.',
  ],
  [{ probabilities: [0.5, 0.5], classes: 2, labels: [0.5] }, 'Label 0 is 0.5; with 2 classes'],
  [{ probabilities: [1], classes: 2, labels: [0] }, '1 labels of 2 classes need 2 probabilities, but 1 were given.'],
  [{ probabilities: [], classes: 0, labels: [] }, 'classes is 0; it is an integer from 1.'],
]

/** What every measure of predicted classes refuses. */
export const refusedPairs: Refused<LabelBatch> = [
  [{ predicted: [1], labels: [1, 2] }, '1 predictions were given for 2 labels; there is one for each.'],
]

/** What those refuse that know how many classes there are: 3. */
export const refusedClasses: Refused<LabelBatch> = [
  ...refusedPairs,
  [
    { predicted: [0, 3], labels: [0, 0] },
    'Prediction 1 is 3; with 3 classes predictions are the integers from 0 to 2.',
  ],
  [{ predicted: [0], labels: [-1] }, 'Label 0 is -1; with 3 classes labels are the integers from 0 to 2.'],
  [{ predicted: [0.5], labels: [0] }, 'Prediction 0 is 0.5; with 3 classes'],
]

/** What every measure of predicted numbers refuses. */
export const refusedTargets: Refused<TargetBatch> = [
  [{ predicted: [1], targets: [1, 2] }, '1 predictions were given for 2 targets; there is one for each.'],
  [
    { predicted: [1, Number.NaN], targets: [1, 2] },
    'Prediction 1 is NaN; a number from −1e150 to 1e150 can be measured.',
  ],
  [{ predicted: [1], targets: [Infinity] }, 'Target 0 is Infinity'],
  [{ predicted: [1e151], targets: [0] }, 'Prediction 0 is 1e+151'],
]
