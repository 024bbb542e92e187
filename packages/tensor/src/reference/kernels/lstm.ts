import * as float32 from '@thinned/math'
import * as float64 from '@thinned/math/float64'
import type { TypedArray } from '../../dtype.ts'
import type { View } from '../../view.ts'
import { denseValues, valuesOf } from '../storage.ts'

// Planes of what a cell makes, each [batch, units]: hidden state, cell state, input gate, forget gate, candidate, output gate, tanh of the cell state.

/**
 * out (dense, [2 or 7, batch, units]): with z = input + recurrent, both [batch, 4 · units], i, f, g, o = σ, σ, tanh, σ of its four parts, c = f · cell + i · g,
 * t = tanh c and h = o · t, the planes are h, c, and of seven also i, f, g, o, t. Every operation is rounded.
 */
export function lstmCell(out: View, input: View, recurrent: View, cell: View): void {
  const [kept, batch, units] = out.shape as [number, number, number]
  const size = batch * units
  const { sigmoid, tanh } = out.dtype === 'float32' ? float32 : float64
  const [a, b, before] = [input, recurrent, cell].map(denseValues) as [TypedArray, TypedArray, TypedArray]
  const to = valuesOf(out.storage).subarray(out.offset)
  const round = rounding(out)
  for (let i = 0; i < size; i++) {
    const first = 4 * i - 3 * (i % units)
    const gate = (part: number): number => round(a[first + part * units]! + b[first + part * units]!)
    const [inputGate, forgetGate, outputGate] = [sigmoid(gate(0)), sigmoid(gate(1)), sigmoid(gate(3))]
    const candidate = tanh(gate(2))
    const next = round(round(forgetGate * before[i]!) + round(inputGate * candidate))
    const bounded = tanh(next)
    const planes = [outputGate * bounded, next, inputGate, forgetGate, candidate, outputGate, bounded]
    for (let plane = 0; plane < kept; plane++) to[plane * size + i] = planes[plane]!
  }
}

/**
 * The gradients of z, [batch, 4 · units], and behind them that of `cell`, [batch, units], in one dense row of 5 · batch · units, from the seven planes that
 * `lstmCell` made and the gradients `hidden` of h and `next` of c:
 *
 *     c' = next + (hidden · o) · (1 − t · t)
 *     (c' · g) · (i · (1 − i)),  (c' · cell) · (f · (1 − f)),  (c' · i) · (1 − g · g),  (hidden · t) · (o · (1 − o)),  and  c' · f
 *
 * Every operation is rounded.
 */
export function lstmCellGradient(out: View, made: View, cell: View, hidden: View, next: View): void {
  const [, batch, units] = made.shape as [number, number, number]
  const size = batch * units
  const round = rounding(out)
  const [planes, before, ofHidden, ofNext] = [made, cell, hidden, next].map(denseValues) as [
    TypedArray,
    TypedArray,
    TypedArray,
    TypedArray,
  ]
  const to = valuesOf(out.storage).subarray(out.offset)
  const ofSigmoid = (gradient: number, y: number): number => round(gradient) * round(y * round(1 - y))
  const ofTanh = (gradient: number, y: number): number => round(gradient) * round(1 - round(y * y))
  for (let j = 0; j < size; j++) {
    const [i, f, g, o, t] = [2, 3, 4, 5, 6].map((plane) => planes[plane * size + j]!) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const c = round(ofNext[j]! + round(ofTanh(ofHidden[j]! * o, t)))
    const first = 4 * j - 3 * (j % units)
    to[first] = ofSigmoid(c * g, i)
    to[first + units] = ofSigmoid(c * before[j]!, f)
    to[first + 2 * units] = ofTanh(c * i, g)
    to[first + 3 * units] = ofSigmoid(ofHidden[j]! * t, o)
    to[4 * size + j] = c * f
  }
}

function rounding({ dtype }: View): (x: number) => number {
  return dtype === 'float32' ? Math.fround : (x) => x
}
