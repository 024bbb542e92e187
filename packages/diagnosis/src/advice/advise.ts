import type { AnyModel } from '@thinned/nn'
import { type Fields, integer, oneOf, optional, value } from '@thinned/schema'
import type { FitResult, UnmeasuredEpochRecord } from '@thinned/train'
import { checkModel } from '../check-model.ts'
import { DiagnosisError } from '../diagnosis-error.ts'
import { diagnosisOptions } from '../options.ts'
import { type KeepSuggestions, settingsFor, suggestKeep } from '../suggest-keep.ts'
import { checkRun } from './check-run.ts'
import { type AnyRecord, type Evidence, evidenceOf, type Task, type Verdict } from './evidence.ts'
import type { Finding } from './finding.ts'
import { noOverfitting, nothingToGain } from './findings/no-overfitting.ts'
import { overfitting, stillOverfitting, validationRose } from './findings/overfitting.ts'
import { leveledOff, trainLonger } from './findings/training-pace.ts'
import { tooFewExamples, unmeasured } from './findings/undecided.ts'
import { raiseCapacity, underfitting } from './findings/underfitting.ts'
import { addDropout, moreUpdates, settings } from './findings/what-to-try.ts'

export interface AdviseOptions {
  /** The number of validation examples: how sure the gap is follows from it. Needed where the run has validation data. */
  readonly validationExamples?: number
  /** Default: classification where the history has errors, else regression. */
  readonly task?: 'classification' | 'regression'
  /** The model, for a keep before each of its layers, as `suggestKeep` gives it. */
  readonly model?: AnyModel
}

/** What a run's history says, in the order in which to read it. */
export interface Advice {
  readonly findings: readonly Finding[]
}

const validationExamples = integer({ from: 1 })

const read = diagnosisOptions(
  'advise',
  {
    validationExamples: optional(validationExamples),
    task: optional(oneOf('classification', 'regression')),
    model: optional(value<AnyModel>('a model', (given) => typeof given === 'object' && given !== null)),
  } satisfies Fields<AdviseOptions>,
  { validation: 'validationExamples', validationSize: 'validationExamples', examples: 'validationExamples' },
)

/** Which findings can follow from a verdict; those of one list never contradict each other. */
const findings: Record<Verdict['is'], readonly ((evidence: Evidence) => Finding | undefined)[]> = {
  overfitting: [overfitting, addDropout, settings, moreUpdates, stillOverfitting, validationRose],
  noOverfitting: [noOverfitting, nothingToGain, underfitting, raiseCapacity, trainLonger, leveledOff],
  tooFewExamples: [tooFewExamples],
}

/**
 * What to do next with a run: whether the model overfits; if so, which keeps to try, or what to do where dropout does not suffice; if not, that
 * dropout is not the tool, and whether to raise keep, raise the capacity or train longer. Each finding has its figures, and says how sure it is.
 * The history is read up to the epoch of the model's weights: the last one, or the best one of early stopping.
 *
 * In classification the gap has Newcombe's interval (1998, method 10) of the difference of two shares. In regression the ratio of the
 * losses has that of mean squares of normally distributed residuals, so that nothing there is certain. Between runs the errors vary more.
 *
 * A network overfits where the gap is beyond chance, of three errors or more, and a third of the validation error (or loss) at least: where it is less, the training error is the
 * one to lower first. Where the errors are too few to tell, a validation loss that rose by a tenth while the training
 * loss fell tells.
 *
 * @throws {DiagnosisError} on what is no run, and, where it has validation data, without the number of them.
 *
 * @example
 * ```ts
 * import { advise } from '@thinned/diagnosis'
 *
 * const record = { epoch: 0, runningLoss: 0.1, thinnedLoss: 0.1, loss: 0.1, error: 0, accuracy: 1, measuredExamples: 500 }
 * const measured = { validationLoss: 0.4, validationError: 0.1, validationAccuracy: 0.9, keep: {}, seconds: 1, examplesPerSecond: 500 }
 * const { findings } = advise({ history: [{ ...record, ...measured }] }, { validationExamples: 200 })
 * console.log(findings.map(({ kind, sure }) => `${kind}: ${sure}`)) // [ 'overfitting: certain', 'addDropout: likely', 'settings: likely' ]
 * ```
 */
export function advise(
  run: Pick<FitResult<UnmeasuredEpochRecord>, 'history' | 'bestEpoch'>,
  options: AdviseOptions = {},
): Advice {
  const { history, bestEpoch } = checkRun(run)
  const { validationExamples: unseen, task, model } = read(options)
  const suggestions = model && suggestKeep(checkModel('advise', model))
  const record = recordOfWeights(history, bestEpoch)
  if (!record) return { findings: [unmeasured(history)] }
  if (unseen === undefined)
    throw new DiagnosisError(`advise was given no validationExamples; it takes ${validationExamples.takes}.`)
  const told = task ?? (Number.isNaN(record.error) ? 'regression' : 'classification')
  refuseWrongTask(record, told)
  const evidence = evidenceOf(
    history,
    record,
    told,
    unseen,
    suggestions && told === 'regression' ? withoutOutput(suggestions) : suggestions,
  )
  return { findings: findings[evidence.verdict.is].flatMap((finding) => finding(evidence) ?? []) }
}

/** The best epoch's record, or the last one, where it has all measurements. */
function recordOfWeights(history: readonly AnyRecord[], bestEpoch: number | undefined): AnyRecord | undefined {
  const measured = history.filter(
    ({ loss, validationLoss, measuredExamples }) =>
      Number.isFinite(loss) && Number.isFinite(validationLoss) && measuredExamples > 0,
  )
  return measured.find(({ epoch }) => epoch === bestEpoch) ?? measured.at(-1)
}

/** Nothing is dropped right before the output of a regression: masks there move the predictions themselves. */
function withoutOutput({ layers: all }: KeepSuggestions): KeepSuggestions {
  const output = all.at(-1)!.path
  const layers = all.filter(({ path }) => path !== output)
  return { layers, settings: settingsFor(layers.reduce((lowest, { keep }) => Math.min(lowest, keep), 1)) }
}

function refuseWrongTask({ error, validationError }: AnyRecord, task: Task): void {
  if (task === 'classification' && !(isShare(error) && isShare(validationError)))
    throw new DiagnosisError(
      `advise was given a history without errors, and the task 'classification'; leave task out, or write 'regression'.`,
      { code: 'mismatch' },
    )
}

const isShare = (given: number | undefined): boolean => given !== undefined && given >= 0 && given <= 1
