import type { Diagnosis, LayerDiagnosis } from '@thinned/diagnosis'

/** A network and what was found of it. */
export interface Diagnosed {
  /** '' where there is one without a name. */
  readonly name: string
  readonly color: number
  readonly diagnosis: Diagnosis
}

/** One layer of some networks. */
export interface DiagnosedLayer {
  readonly name: string
  readonly color: number
  readonly layer: LayerDiagnosis
}

/** The layers by their paths, in the order of the networks: those that have it. */
export function layersByPath(
  networks: readonly Diagnosed[],
): readonly (readonly [string, readonly DiagnosedLayer[]])[] {
  const paths = new Set(networks.flatMap(({ diagnosis }) => diagnosis.layers.map(({ path }) => path)))
  return [...paths].map((path) => [
    path,
    networks.flatMap(({ name, color, diagnosis }) => {
      const layer = diagnosis.layers.find((each) => each.path === path)
      return layer ? [{ name, color, layer }] : []
    }),
  ])
}

/** Whether the same layers were looked at with the same number of examples, on which correlations depend. */
export function areComparable(networks: readonly Diagnosed[]): boolean {
  const seen = networks.map(({ diagnosis: { examples, layers } }) =>
    JSON.stringify([examples, layers.map(({ path }) => path)]),
  )
  return new Set(seen).size === 1
}
