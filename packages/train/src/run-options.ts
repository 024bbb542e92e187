import type { Model } from '@thinned/nn'
import type { FitOptions } from './fit-options.ts'
import type { Examples, Tensors } from './tensors.ts'

/** The options of a run, whatever its model takes and gives. */
export type RunOptions = FitOptions<Tensors, Tensors, Examples['targets']>
export type RunModel = Model<Tensors, Tensors>
