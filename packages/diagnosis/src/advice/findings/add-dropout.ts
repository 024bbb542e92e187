import type { KeepSuggestion } from '../../suggest-keep.ts'
import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count } from '../text.ts'

/** So few training examples that the paper found dropout of no help (Srivastava et al. 2014, figure 10): 100, and 500. */
const FEW = 500

/** The network overfits and has no dropout. */
export function addDropout({ lowestKeep, suggestions, record, gap, task }: Evidence): Finding | undefined {
  if (lowestKeep < 1) return undefined
  const layers = suggestions?.layers.filter(({ keep }) => keep < 1)
  const where = layers
    ? placesOf(layers)
    : 'dropout: keep 0.8 at real-valued inputs, 0.5 before hidden dense layers, and 0.75 of the channels between convolutions'
  if (layers?.length === 0)
    return {
      kind: 'addDropout',
      sentence:
        task === 'regression'
          ? 'No layer but the output has units to spare before it, and masks there move the predictions: add a hidden layer, with dropout before it, or stop early.'
          : 'No layer has units to spare: widen the hidden layers before adding dropout, or stop early.',
      sure: 'likely',
      figures: {},
    }
  const isSmall = record.measuredExamples < FEW
  const notLast =
    task === 'regression'
      ? ' Right before the output of a regression masks move the predictions: drop nothing there.'
      : ''
  const caution = isSmall
    ? ` With as few as ${count(record.measuredExamples)} training examples dropout often does not help; compare with it left out.`
    : ''
  const wider =
    gap.training > gap.unseen / 2
      ? ' Most of the error is there on the training data too: widen the hidden layers by 1 / keep, or dropout raises it.'
      : ' A hidden layer of the right width without dropout takes width / keep units with it.'
  return {
    kind: 'addDropout',
    sentence: `Try ${where}.${notLast}${wider}${caution}`,
    sure: isSmall ? 'unclear' : 'likely',
    figures: layers
      ? Object.fromEntries(layers.map(({ path, keep }) => [path, keep]))
      : { inputKeep: 0.8, hiddenKeep: 0.5, channelKeep: 0.75 },
  }
}

/** 'dropout with keep 0.5 before linear2, linear3', for each variant and keep. */
function placesOf(layers: readonly KeepSuggestion[]): string {
  const places = new Map<string, string[]>()
  for (const { path, variant, keep } of layers) {
    const what = `${variant} with keep ${keep} before`
    places.set(what, [...(places.get(what) ?? []), path || 'the layer'])
  }
  return [...places].map(([what, paths]) => `${what} ${paths.join(' and ')}`).join('; ')
}
