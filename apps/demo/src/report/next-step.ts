import { advise, type Finding, type FindingKind } from '@thinned/diagnosis'
import type { TaskName } from '../data/demo-data.ts'
import type { TrainedNetwork } from '../training/train-network.ts'

/** The test error with dropout beside that without: 0 within chance, −1 lower, 1 higher. */
export type Verdict = -1 | 0 | 1

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
 * What to do next, by the histories: the step of the network with dropout where that does better; elsewhere that of the network without it, if it does not
 * overfit, so that dropout had nothing to do. One history does not know the other: where dropout raised the error, no step asks for more of it.
 */
export function nextStep(
  { plain, dropout }: { readonly plain: Run; readonly dropout: Run },
  verdict: Verdict,
  task: TaskName,
  validationExamples: number,
): string {
  const [without, withDropout] = [plain, dropout].map((run) => advise(run, { task, validationExamples }).findings)
  const overfits = without!.some(({ kind }) => kind === 'overfitting')
  if (verdict >= 0 && !overfits) return stepWithout(without!)
  const step = stepOf(withDropout!)
  if (verdict > 0 && ['stillOverfitting', 'nothingToGain'].includes(step.kind)) return afterHarm(plain, dropout)
  return step.sentence
}

/** Dropout raised the error, and its history alone does not say why. */
function afterHarm(plain: Run, dropout: Run): string {
  const [without, withDropout] = [plain, dropout].map(({ history }) => history.at(-1)!.loss)
  return withDropout! > 2 * without!
    ? `With dropout the training loss is ${lossText(withDropout!)}, without it ${lossText(without!)}: train longer, or keep more units.`
    : 'On this data the network does better without it: leave it out, or keep more units.'
}

const lossText = (loss: number): string => loss.toPrecision(2)
const stepOf = (findings: readonly Finding[]): Finding => findings.find(({ kind }) => STEPS.includes(kind))!

function stepWithout(findings: readonly Finding[]): string {
  const step = stepOf(findings)
  return step.kind === 'raiseCapacity'
    ? `The network without it does not overfit much. ${step.sentence}`
    : step.sentence
}
