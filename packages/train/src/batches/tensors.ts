import type { Arrays, DataSource, Dataset, NdArray, Values } from '@thinned/data'
import { Tensor } from '@thinned/tensor'

/** One tensor, or several by name, as models of several inputs or outputs take and give them. */
export type Tensors = Tensor | Readonly<Record<string, Tensor>>

/** What inputs and targets are made of, one or several by name. */
type AnyValues = Values | Readonly<Record<string, Values>>

/** Examples in memory, and where they come from, of whatever arrays. */
export type Examples = Dataset<AnyValues, AnyValues>
export type Source = DataSource<AnyValues, AnyValues>

/** The arrays that become these tensors. */
export type ArraysOf<T> = T extends Tensor ? Values : { readonly [Name in keyof T]: Values }

/** The tensors that become of these arrays. */
export type TensorsOf<A extends Arrays> = A extends NdArray ? Tensor : { readonly [Name in keyof A]: Tensor }

/** What stands for these tensors where a call makes them itself: arrays, or tensors on any backend. */
export type GivenFor<T> = T extends Tensor ? NdArray | Tensor : { readonly [Name in keyof T]: NdArray | Tensor }

/** One tensor, or several by name, as a list with their names; one has none. */
export function listTensors(tensors: Tensors): readonly (readonly [name: string | undefined, tensor: Tensor])[] {
  return tensors instanceof Tensor ? [[undefined, tensors]] : Object.entries(tensors)
}

export function disposeTensors(tensors: Tensors): void {
  for (const [, tensor] of listTensors(tensors)) tensor.dispose()
}
