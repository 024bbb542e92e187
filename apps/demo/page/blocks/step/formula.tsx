import type { ComponentChildren } from 'preact'
import { Shown, showKeep, showNumber } from '../../kit/shown.tsx'
import { nameOf } from './cells.tsx'
import type { StepNumbers } from './compute.ts'

export interface FormulaProps {
  readonly numbers: StepNumbers
  readonly cell: number
  readonly keep: number
  readonly evaluate: boolean
  readonly byHand: boolean
}

/** The numbers of one cell in the formulas of dropout, forward and backward. */
export function Formula({ numbers, cell, keep, evaluate, byHand }: FormulaProps) {
  const [a, m, y, arriving, leaving] = [
    numbers.activation[cell]!,
    numbers.mask[cell]!,
    numbers.output[cell]!,
    numbers.arriving[cell]!,
    numbers.leaving[cell]!,
  ]
  return (
    <div class="formulas" data-cell={cell}>
      <p>
        <strong>{capital(nameOf(cell))}</strong> {sentence(m, evaluate, byHand)}
      </p>
      <div class="pair">
        <math display="block" class="forward">
          <mi>y</mi>
          <mo>=</mo>
          {evaluate ? <mi>a</mi> : <Scaled value={<mi>a</mi>} mask={<mi>m</mi>} keep={<mi>keep</mi>} />}
          <mo>=</mo>
          {!evaluate && (
            <>
              <Scaled value={<Value of={a} />} mask={<mn>{m}</mn>} keep={<mn>{showKeep(keep)}</mn>} />
              <mo>=</mo>
            </>
          )}
          <Value of={y} />
        </math>
        <math display="block" class="backward">
          <Derivative of="a" />
          <mo>=</mo>
          {evaluate ? (
            <Derivative of="y" />
          ) : (
            <Scaled value={<Derivative of="y" />} mask={<mi>m</mi>} keep={<mi>keep</mi>} />
          )}
          <mo>=</mo>
          {!evaluate && (
            <>
              <Scaled value={<Value of={arriving} factor />} mask={<mn>{m}</mn>} keep={<mn>{showKeep(keep)}</mn>} />
              <mo>=</mo>
            </>
          )}
          <Value of={leaving} />
        </math>
      </div>
      <p class="exact" hidden>
        <Shown name="activation" value={a} />
        <Shown name="mask" value={m} />
        <Shown name="output" value={y} />
        <Shown name="arriving" value={arriving} />
        <Shown name="leaving" value={leaving} />
      </p>
    </div>
  )
}

function sentence(mask: number, evaluate: boolean, byHand: boolean): string {
  if (evaluate) return 'is used as it is: in evaluation nothing is dropped and nothing is divided.'
  const by = byHand ? ' by hand' : ''
  if (mask === 0) return `is dropped${by}: its output is 0, and the gradient that goes on is 0.`
  return `is kept${by}: its activation is divided by keep, and so is its gradient.`
}

function Scaled({ value, mask, keep }: { value: ComponentChildren; mask: ComponentChildren; keep: ComponentChildren }) {
  return (
    <mfrac>
      <mrow>
        {value}
        <mo>×</mo>
        {mask}
      </mrow>
      {keep}
    </mfrac>
  )
}

/** ∂L/∂y on one line, as it stands in a product. */
function Derivative({ of }: { of: string }) {
  return (
    <mrow>
      <mi>∂</mi>
      <mi>L</mi>
      <mi>/</mi>
      <mi>∂</mi>
      <mi>{of}</mi>
    </mrow>
  )
}

/** A number; as a factor, one below 0 stands in brackets. */
function Value({ of, factor = false }: { of: number; factor?: boolean }) {
  const text = of === 0 ? '0' : showNumber(Math.abs(of), 3)
  if (of >= 0) return <mn>{text}</mn>
  return (
    <mrow>
      {factor && <mo>(</mo>}
      <mrow>
        <mo>−</mo>
        <mn>{text}</mn>
      </mrow>
      {factor && <mo>)</mo>}
    </mrow>
  )
}

const capital = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`
