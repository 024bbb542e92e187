import { type Arrays, countExamples, type DataSource, type Dataset, take, type Values } from '@thinned/data'
import { type AnyModel, isScheduleConfig, layersOf, type Model } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import type { Tensor } from '@thinned/tensor'
import type { ArraysOf } from '@thinned/train'
import { checkModel } from './check-model.ts'
import { contributionsOf } from './contributions/contributions.ts'
import { type DiagnoseOptions, readDiagnoseOptions } from './diagnose-options.ts'
import type { Diagnosis, LayerDiagnosis } from './diagnosis.ts'
import { dataSchema, someExamples } from './examples.ts'
import { droppingLayers, keepUsed } from './keep/keep-used.ts'
import { hiddenLayers } from './network/hidden-layers.ts'
import type { Measured } from './network/measured.ts'
import { runOnce } from './network/run-once.ts'
import { checkNoise, measureNoise, passesOfNoise } from './noise/measure-noise.ts'
import { argument } from './options.ts'
import { networksOfRobustness, robustnessOf } from './robustness/robustness.ts'
import { centeredRows, linearCka } from './units/linear-cka.ts'
import { readActivations } from './units/read-activations.ts'
import { unitStatistics } from './units/unit-statistics.ts'

/**
 * What the hidden units of a trained network do, measured in the full network on examples: how sparse and how correlated they are, which are
 * dead, what each contributes, and what remains when a random part of them is removed. Then what its masks keep, and on request how noisy they make
 * the gradient.
 *
 * Sources: Srivastava et al. 2014, section 7; Morcos et al. 2018 for ablation and removal.
 *
 * @throws {DiagnosisError} where the model has no hidden layer, or not the layers named, and on data without examples.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { diagnose } from '@thinned/diagnosis'
 * import { init, linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const model = sequential(linear(2, 16), relu(), linear(16, 2))
 * init(model, key(1))
 * const { layers } = await diagnose(model, twoMoons({ size: 100, key: key(2) }))
 * console.log(layers.map(({ path, units }) => [path, units])) // [ [ 'relu1', 16 ] ]
 * ```
 */
export async function diagnose<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  data: Dataset<ArraysOf<Inputs>, Targets> | DataSource<ArraysOf<Inputs>, Targets>,
  options: DiagnoseOptions<Inputs, Outputs, Targets> = {},
): Promise<Diagnosis> {
  const network = checkModel('diagnose', model as unknown as AnyModel) as unknown as Model
  const given = argument('diagnose', 'data', dataSchema, data)
  const checked = readDiagnoseOptions(options)
  const {
    loss,
    layers: named,
    contributions,
    draws,
    gradientNoise,
    moment,
    maxExamples,
    batchSize,
    key,
    backend,
    signal,
    onProgress,
  } = checked
  const examples = await someExamples(given, maxExamples, foldIn(key, 'examples'))
  const one = take(examples, [0])
  await runOnce(network, one, { backend })
  const layers = await hiddenLayers(network, one, named)
  const size = countExamples(examples)
  const units = layers.reduce((sum, layer) => sum + layer.units, 0)
  const scheduled = moment ? undefined : scheduledOption(network)
  if (gradientNoise) checkNoise(given, gradientNoise, scheduled)
  const sampling = { key: foldIn(key, 'keep'), moment }
  const dropping = scheduled === undefined ? await droppingLayers(network, one, sampling) : undefined
  const networks = 1 + (contributions ? units : 0) + networksOfRobustness(draws) + (dropping?.size ? 1 : 0)
  const passes = Math.ceil(size / batchSize) * networks + (gradientNoise ? passesOfNoise(gradientNoise) : 0)
  let done = 0
  onProgress?.({ done, passes })
  const measured: Measured = {
    data: examples,
    loss,
    signal,
    batchSize,
    onPass: () => onProgress?.({ done: ++done, passes }),
  }
  const { score, activations } = await readActivations(network, layers, measured)
  const rows = layers.map((layer, i) => centeredRows(activations[i]!.data, size, layer.units))
  const diagnosed: LayerDiagnosis[] = []
  for (const [i, layer] of layers.entries())
    diagnosed.push({
      path: layer.path,
      ...unitStatistics({ activations: activations[i]!.data, units: layer.units }),
      contributions: contributions
        ? await contributionsOf(network, layer, activations[i]!, score.loss, measured)
        : null,
    })
  const drawing = { ...measured, moment, key: foldIn(key, 'noise') }
  const removal = { ...measured, draws, key: foldIn(key, 'removal') }
  return {
    examples: size,
    ...score,
    layers: diagnosed,
    cka: linearCka(rows),
    robustness: draws === 0 ? null : await robustnessOf(network, layers, score, removal),
    keep: dropping ? (dropping.size === 0 ? [] : await keepUsed(network, dropping, measured, sampling)) : null,
    gradientNoise: gradientNoise ? await measureNoise(network, given, gradientNoise, drawing) : null,
  }
}

/** The path of the first option of a model that follows a schedule, such as 'dropout1/keep'; undefined where none does. */
function scheduledOption(model: AnyModel): string | undefined {
  const scheduled = layersOf(model).flatMap(([path, { options }]) =>
    Object.entries(options).flatMap(([name, value]) =>
      isScheduleConfig(value) ? [path === '' ? name : `${path}/${name}`] : [],
    ),
  )
  return scheduled[0]
}
