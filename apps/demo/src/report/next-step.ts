import { advise, type Finding, type FindingKind } from '@thinned/diagnosis'
import type { TaskName } from '../data/demo-data.ts'
import type { TrainedNetwork } from '../training/train-network.ts'

/** The findings that say what to do, each with its reason. */
const STEPS: readonly FindingKind[] = [
  'unmeasured',
  'tooFewExamples',
  'addDropout',
  'stillOverfitting',
  'nothingToGain',
  'underfitting',
  'raiseCapacity',
]

type Run = Pick<TrainedNetwork, 'history'>

/**
 * What to try where dropout made no difference, by the histories: the step of the network without dropout where it does not overfit, so that dropout
 * had nothing to do; else that of the network with it.
 */
export function nextStep(
  { plain, dropout }: { readonly plain: Run; readonly dropout: Run },
  task: TaskName,
  validationExamples: number,
): string {
  const [without, withDropout] = [plain, dropout].map((run) => advise(run, { task, validationExamples }).findings)
  const overfits = without!.some(({ kind }) => kind === 'overfitting')
  return stepOf(overfits ? withDropout! : without!)
}

function stepOf(findings: readonly Finding[]): string {
  const step = findings.find(({ kind }) => STEPS.includes(kind))!
  return step.kind === 'raiseCapacity'
    ? `The network without it does not overfit much. ${step.sentence}`
    : step.sentence
}
