import type { NdArray } from '@thinned/data'
import {
  assign,
  assignValues,
  type Backend,
  type DType,
  dtypeOf,
  noGrad,
  retain,
  sameShape,
  Tensor,
  tensor,
  zeros,
} from '@thinned/tensor'
import { disposeTensors, type Tensors } from '../batches/tensors.ts'
import type { Batch } from '../evaluate/objective.ts'

/** A batch as a caller has it: arrays, or tensors of the backend of the model. */
export interface GivenBatch {
  readonly inputs: Given
  readonly targets: Given
  readonly weights?: NdArray | Tensor | undefined
}
type Given = NdArray | Tensor | Readonly<Record<string, NdArray | Tensor>>
type GivenParts = readonly (readonly [string, NdArray | Tensor])[]

/** Places of a batch, where one step after another writes its examples. */
export class FixedBatch {
  readonly tensors: Batch<Tensors, Tensors>
  readonly #places: readonly (readonly [name: string, place: Tensor])[]

  /** Places for batches of the form of this one. */
  constructor(batch: GivenBatch, backend: Backend) {
    this.tensors = mapBatch(batch, (part) => placeFor(part, backend))
    this.#places = partsOf(this.tensors as GivenBatch) as readonly (readonly [string, Tensor])[]
  }

  /** Whether a batch has these names, shapes and dtypes. */
  fits(batch: GivenBatch): boolean {
    const given = partsOf(batch)
    return (
      given.length === this.#places.length &&
      this.#places.every(([name, place], i) => {
        const [givenName, part] = given[i]!
        return name === givenName && dtypeOfPart(part) === place.dtype && sameShape(part.shape, place.shape)
      })
    )
  }

  write(batch: GivenBatch): void {
    const parts = partsOf(batch)
    for (let i = 0; i < parts.length; i++) {
      const [place, part] = [this.#places[i]![1], parts[i]![1]]
      if (!(part instanceof Tensor)) assignValues(place, part.data)
      else if (part.backend === place.backend) assign(place, part)
      else assignValues(place, part.readSync())
    }
  }

  dispose(): void {
    disposeTensors(Object.fromEntries(this.#places))
  }
}

/** The names, dtypes and shapes of a batch. */
export function formOf(batch: GivenBatch): string {
  return partsOf(batch)
    .map(([name, part]) => `${name} ${dtypeOfPart(part)} ${part.shape}`)
    .join('; ')
}

/** A tensor that no scope drops. */
function placeFor(part: NdArray | Tensor, backend: Backend): Tensor {
  const place = zeros(part.shape, { dtype: dtypeOfPart(part)!, backend })
  try {
    return retain(place)
  } finally {
    place.dispose()
  }
}

/** A batch as tensors on a backend. */
export function placeBatch(batch: GivenBatch, backend: Backend): Batch<Tensors, Tensors> {
  return mapBatch(batch, (part) => {
    if (!(part instanceof Tensor)) return tensor(part.data, { shape: part.shape, backend })
    return part.backend === backend
      ? noGrad(() => retain(part))
      : tensor(part.readSync(), { shape: part.shape, backend })
  })
}

function mapBatch({ inputs, targets, weights }: GivenBatch, place: (part: NdArray | Tensor) => Tensor) {
  const placeAll = (given: Given): Tensors =>
    isPart(given) ? place(given) : Object.fromEntries(Object.entries(given).map(([name, part]) => [name, place(part)]))
  return {
    inputs: placeAll(inputs),
    targets: placeAll(targets),
    ...(weights ? { weights: place(weights) } : {}),
  }
}

function isPart(given: Given): given is NdArray | Tensor {
  return given instanceof Tensor || (Array.isArray(given['shape']) && 'data' in given)
}

function partsOf({ inputs, targets, weights }: GivenBatch): GivenParts {
  const parts: (readonly [string, NdArray | Tensor])[] = []
  const add = (role: string, given: Given): void => {
    if (isPart(given)) parts.push([role, given])
    else for (const [name, part] of Object.entries(given)) parts.push([`${role} ${name}`, part])
  }
  add('inputs', inputs)
  add('targets', targets)
  if (weights) add('weights', weights)
  return parts
}

function dtypeOfPart(part: NdArray | Tensor): DType | undefined {
  return part instanceof Tensor ? part.dtype : dtypeOf(part.data)
}
