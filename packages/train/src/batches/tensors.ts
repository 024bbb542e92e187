import type { Arrays, DataSource, Dataset, NdArray, Values } from '@thinned/data'
import { Tensor } from '@thinned/tensor'

/** One tensor, or several by name: the inputs or outputs of a model. */
export type Tensors = Tensor | Readonly<Record<string, Tensor>>

/** The values of inputs or targets, one array or several by name. */
type AnyValues = Values | Readonly<Record<string, Values>>

/** Examples in memory, and a source of them, with arrays of any form. */
export type Examples = Dataset<AnyValues, AnyValues>
export type Source = DataSource<AnyValues, AnyValues>

/** The arrays that a call turns into these tensors. */
export type ArraysOf<T> = T extends Tensor ? Values : { readonly [Name in keyof T]: Values }

/** The tensors that a call makes of these arrays. */
export type TensorsOf<A extends Arrays> = A extends NdArray ? Tensor : { readonly [Name in keyof A]: Tensor }

/** The inputs of a call in place of these tensors: arrays, or tensors on any backend. */
export type GivenFor<T> = T extends Tensor ? NdArray | Tensor : { readonly [Name in keyof T]: NdArray | Tensor }

/** Tensors as a list with their names; a single tensor has no name. */
export function listTensors(tensors: Tensors): readonly (readonly [name: string | undefined, tensor: Tensor])[] {
  return tensors instanceof Tensor ? [[undefined, tensors]] : Object.entries(tensors)
}

export function disposeTensors(tensors: Tensors): void {
  for (const [, tensor] of listTensors(tensors)) tensor.dispose()
}
