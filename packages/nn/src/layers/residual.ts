import { add, formatShape, type Shape, sameShape, type Tensor } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import type { Params } from '../params.ts'
import type { Pass } from '../pass.ts'
import type { Chain, ChainIn, ChainOut } from '../widths.ts'
import { sequential } from './sequential.ts'

/** y = x + f(x), f the layers one after another, which keep the shape (He et al. 2016, equation 1). Children are named as in `sequential`. */
export function residual<const Layers extends readonly Layer[]>(
  ...layers: Layers & Chain<Layers>
): Layer<ChainIn<Layers>, ChainOut<Layers>> {
  const body = (sequential as (...layers: readonly Layer[]) => Layer)(...layers)
  const model: Layer = {
    kind: 'residual',
    options: {},
    children: body.children,
    parameters: {},
    get params(): Params {
      return body.params
    },
    set params(params: Params) {
      body.params = params
    },
    get state(): Params {
      return body.state
    },
    set state(state: Params) {
      body.state = state
    },
    outputShape(input: Shape) {
      const output = body.outputShape(input)
      if (!sameShape(input, output))
        throw new NnError(
          `residual adds what its layers give to what they are given, so they keep the shape, but they make ${formatShape(output)} of ${formatShape(input)}.`,
        )
      return output
    },
    childShapes: (input) => body.childShapes!(input),
    forward(x: Tensor, pass: Pass, params: Params = body.params): Tensor {
      model.outputShape(x.shape.slice(1))
      const change = body.forward(x, pass, params)
      const sum = add(x, change)
      change.dispose()
      return sum
    },
  }
  return model as Layer<ChainIn<Layers>, ChainOut<Layers>>
}
