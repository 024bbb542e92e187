import { type KeepSuggestion, settingsFor } from '../../suggest-keep.ts'
import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count, counted } from '../text.ts'

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

/** What changes in the training with dropout. */
export function settings({ lowestKeep, suggestions }: Evidence): Finding | undefined {
  const ranges = suggestions?.settings ?? settingsFor(0.5)
  if (lowestKeep < 1 || ranges.length === 0) return undefined
  const [rate, momentum, maxNorm] = ranges.map(({ range: [low, high] }) => `${low} to ${high}`)
  return {
    kind: 'settings',
    sentence: `With dropout, SGD takes ${rate} times the learning rate that is right without it, a momentum of ${momentum} and a max-norm of ${maxNorm} (Srivastava et al. 2014, appendix A, in the form in which training divides by keep).`,
    sure: 'likely',
    figures: Object.fromEntries(
      ranges.flatMap(({ setting, range: [low, high] }) => {
        // The range of the learning rate is that of a factor.
        const name = setting === 'learningRate' ? 'learningRateFactor' : setting
        return [
          [`${name}Low`, low],
          [`${name}High`, high],
        ]
      }),
    ),
  }
}

/** How long the network took without dropout, to its lowest validation loss where that rose since, and so with dropout. */
export function moreUpdates({ lowestKeep, history, rise }: Evidence): Finding | undefined {
  const losses = history.flatMap(({ loss }) => loss ?? [])
  const [first, last] = [losses[0]!, losses.at(-1)!]
  if (lowestKeep < 1 || !(first > last)) return undefined
  const epochs = rise ? rise.epoch + 1 : losses.findIndex((loss) => loss <= last + (first - last) / 10) + 1
  const took = rise ? 'The validation loss was lowest after' : 'The training loss made nine tenths of its fall in'
  return {
    kind: 'moreUpdates',
    sentence: `${took} ${counted(epochs, 'epoch')}. Dropout takes 2 to 3 times as many updates (Srivastava et al. 2014, section 11): plan ${count(2 * epochs)} to ${count(3 * epochs)} epochs at least.`,
    sure: 'likely',
    figures: { epochs, low: 2 * epochs, high: 3 * epochs, firstLoss: first, lastLoss: last },
  }
}
