import type { Layer, Width } from '../../layer.ts'

type InOf<L> = L extends Layer<infer In, infer _Out> ? In : 'any'
type OutOf<L, Before extends Width> =
  L extends Layer<infer _In, infer Out> ? (Out extends 'same' ? Before : Exclude<Out, 'same'>) : 'any'

/** Whether a layer takes a width: 'any' fits everything, and so does a number that the compiler does not know. */
export type Fits<Coming, Taken> = Coming extends number
  ? Taken extends number
    ? number extends Coming | Taken
      ? true
      : Coming extends Taken
        ? true
        : false
    : true
  : true

/** The layers, where the width of each fits the one before; otherwise the reason stands instead of the first that does not fit. */
export type Chain<Layers extends readonly Layer[], Coming extends Width = 'any'> = Layers extends readonly [
  infer First extends Layer,
  ...infer Rest extends readonly Layer[],
]
  ? Fits<Coming, InOf<First>> extends true
    ? [First, ...Chain<Rest, OutOf<First, Coming extends 'any' ? InOf<First> : Coming>>]
    : [`This layer takes ${InOf<First>} features, but the one before it gives ${Coming}`, ...Rest]
  : Layers

type KeepsWidth<L> = L extends Layer<infer _In, infer Out> ? ([Out] extends ['same'] ? true : false) : false

/** The width that a chain takes: that of the first layer with one, as long as the layers before it keep the width. */
export type ChainIn<Layers extends readonly Layer[]> = Layers extends readonly [
  infer First extends Layer,
  ...infer Rest extends readonly Layer[],
]
  ? InOf<First> extends number
    ? InOf<First>
    : KeepsWidth<First> extends true
      ? ChainIn<Rest>
      : 'any'
  : 'any'

/** The width of the last layer's output. */
export type ChainOut<Layers extends readonly Layer[], Coming extends Width = 'any'> = Layers extends readonly [
  infer First extends Layer,
  ...infer Rest extends readonly Layer[],
]
  ? ChainOut<Rest, OutOf<First, Coming>>
  : Coming
