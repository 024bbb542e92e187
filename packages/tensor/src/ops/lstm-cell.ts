import { recordAll } from '../autograd/record-all.ts'
import { isRecording } from '../autograd/recording.ts'
import { dispatch } from '../dispatch.ts'
import { checkFloat, commonBackend, commonDType } from '../op-kit/operands.ts'
import { sameShape } from '../shape.ts'
import { allocate, filled, Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { sliceView, type View } from '../view.ts'

/** The planes that the kernel makes: the states, and for the gradient the four gates and tanh of the cell state. */
const [STATES, PLANES] = [2, 7] as const

/**
 * A step of an LSTM: the next hidden state and the next cell state, both [batch, units], from the products of the step's input and of the hidden state with
 * their weights, both [batch, 4 · units] in the order input gate, forget gate, candidate, output gate, and from the cell state. One kernel, with the bits of
 *
 *     i, f, g, o = σ, σ, tanh, σ of (input + recurrent)
 *     next = f · cell + i · g
 *     hidden = o · tanh next
 *
 * @throws {TensorError} where the shapes do not fit.
 *
 * @example
 * ```ts
 * import { lstmCell, ones, zeros } from '@thinned/tensor'
 *
 * const [hidden, cell] = lstmCell(ones([2, 12]), zeros([2, 12]), zeros([2, 3]))
 * console.log(hidden.shape, cell.shape) // [ 2, 3 ] [ 2, 3 ]
 * ```
 */
export function lstmCell(input: Tensor, recurrent: Tensor, cell: Tensor): [hidden: Tensor, cell: Tensor] {
  const operands = [input, recurrent, cell]
  for (const x of operands) checkFloat('lstmCell', x)
  const { shape } = cell
  const [batch, units] = shape as [number, number]
  const gates = [batch, 4 * units]
  if (shape.length !== 2 || !sameShape(input.shape, gates) || !sameShape(recurrent.shape, gates))
    throw new TensorError(
      `lstmCell was given ${input}, ${recurrent} and ${cell}; it takes two tensors [batch, 4 · units] and one [batch, units].`,
    )
  const backend = commonBackend('lstmCell', operands)
  const dtype = commonDType('lstmCell', operands)
  const hasGradient = isRecording() && operands.some(({ node }) => node)
  const made = allocate(backend, dtype, [hasGradient ? PLANES : STATES, batch, units])
  dispatch(backend, 'lstmCell', made.view, input.view, recurrent.view, cell.view)
  const plane = (offset: number): Tensor => new Tensor(made.buffer, { shape, strides: [units, 1], offset })
  const outputs = recordAll([plane(0), plane(cell.size)], {
    op: 'lstmCell',
    inputs: operands,
    saved: [made, cell],
    backward: ([hidden, next], [made, cell]) => {
      const gradients = allocate(backend, dtype, [5 * cell!.size])
      // What is missing counts as −0, which is neutral in a sum.
      const given = (grad: Tensor | undefined): View => (grad ?? filled(shape, -0, dtype, backend)).view
      dispatch(backend, 'lstmCellGradient', gradients.view, made!.view, cell!.view, given(hidden), given(next))
      const ofGates = new Tensor(gradients.buffer, { shape: gates, strides: [4 * units, 1], offset: 0 })
      if (!hidden) dispatch(backend, 'fill', sliceView(ofGates.view, 1, 3 * units, 4 * units), 0)
      return [ofGates, ofGates, new Tensor(gradients.buffer, { shape, strides: [units, 1], offset: 4 * cell!.size })]
    },
  })
  made.dispose()
  return outputs as [Tensor, Tensor]
}
