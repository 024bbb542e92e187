import type { Diagnosis } from '@thinned/diagnosis'
import { formatValue } from '@thinned/schema'
import { COLORS, colorsOf } from '../colors.ts'
import type { Block, Section } from '../page/block.ts'
import { showNumber } from '../page/numbers.ts'
import { ReportError } from '../report-error.ts'
import type { ByName } from '../report-options.ts'
import type { Reported } from '../reported.ts'
import { checkNames } from '../runs.ts'
import { contributions } from './diagnosis/contributions.ts'
import { gradientNoise } from './diagnosis/gradient-noise.ts'
import { histograms } from './diagnosis/histograms.ts'
import { keepUse } from './diagnosis/keep-use.ts'
import { layerTables } from './diagnosis/layer-tables.ts'
import type { Diagnosed } from './diagnosis/networks.ts'
import { removal } from './diagnosis/removal.ts'
import { similarity } from './diagnosis/similarity.ts'
import { percentOf } from './format.ts'

/** The parts, in the order in which they are read. */
const parts: readonly ((networks: readonly Diagnosed[]) => Block[])[] = [
  layerTables,
  histograms,
  removal,
  contributions,
  similarity,
  keepUse,
  gradientNoise,
]

/** What `diagnose` found, of one network or of several side by side. */
export function diagnosis({ diagnosis: given, runs }: Pick<Reported, 'diagnosis' | 'runs'>): Section | undefined {
  if (!given) return undefined
  const names = runs.map(({ name }) => name)
  const networks = readNetworks('report', given, names)
  if (networks.some(({ name }) => name !== ''))
    checkNames(
      'diagnosis',
      networks.map(({ name }) => name),
      runs,
    )
  return sectionOf(networks)
}

/**
 * What `diagnose` found as a section of a page: of one network, or of up to four by name. Two are put side by side by `compare`.
 *
 * @throws {ReportError} on what is no diagnosis.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { diagnose } from '@thinned/diagnosis'
 * import { init, linear, relu, sequential } from '@thinned/nn'
 * import { diagnosisSection } from '@thinned/report'
 * import { key } from '@thinned/rng'
 *
 * const model = sequential(linear(2, 16), relu(), linear(16, 2))
 * init(model, key(1))
 * const { title, blocks } = diagnosisSection(await diagnose(model, twoMoons({ size: 100, key: key(2) })))
 * console.log(title, blocks.some(({ kind }) => kind === 'plots')) // What the units do true
 * ```
 */
export function diagnosisSection(given: ByName<Diagnosis>): Section {
  return sectionOf(readNetworks('diagnosisSection', given, []))
}

function sectionOf(networks: readonly Diagnosed[]): Section {
  return {
    title: networks.length === 1 ? 'What the units do' : 'What the units do, side by side',
    blocks: [...networks.map(leadOf), ...parts.flatMap((part) => part(networks))],
  }
}

const leadOf = ({ name, diagnosis: { examples, loss, error } }: Diagnosed): Block => ({
  kind: 'text',
  text: `${name ? `${name}: the` : 'The'} full network has a loss of ${showNumber(loss)}${error === null ? '' : ` and an error of ${percentOf(error, 1)}`} on the ${examples} examples of the diagnosis.`,
})

function readNetworks(caller: string, given: ByName<Diagnosis>, runNames: readonly string[]): readonly Diagnosed[] {
  if (isDiagnosis(given)) return [{ name: '', color: 0, diagnosis: given }]
  const entries = Object.entries(Object(given) as Readonly<Record<string, unknown>>)
  if (entries.length === 0 || entries.length > COLORS || Array.isArray(given) || typeof given === 'string')
    throw new ReportError(
      `${caller} was given as diagnosis ${formatValue(given)}; it takes what await diagnose(model, data) gives, or up to ${COLORS} by name: { 'with dropout': diagnosis }.`,
    )
  const colors = colorsOf(Object.keys(given), runNames)
  return entries.map(([name, each], i) => {
    if (isDiagnosis(each)) return { name, color: colors[i]!, diagnosis: each }
    throw new ReportError(
      `${caller} was given as diagnosis '${name}' ${formatValue(each)}; it takes what await diagnose(model, data) gives.`,
    )
  })
}

function isDiagnosis(given: unknown): given is Diagnosis {
  const { examples, layers, cka } = Object(given) as Partial<Diagnosis>
  return (
    typeof examples === 'number' &&
    Array.isArray(layers) &&
    layers.every((layer) => typeof Object(layer).path === 'string' && Array.isArray(layer.unitMeans)) &&
    Array.isArray(cka)
  )
}
