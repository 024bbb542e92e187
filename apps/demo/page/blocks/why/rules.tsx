import type { ComponentChildren } from 'preact'
import { showNumber } from '../../kit/shown.tsx'
import type { Convention } from './compute.ts'

/** A formula as the argument of what it goes through. */
export const after = (behind: string | undefined, formula: ComponentChildren): ComponentChildren =>
  behind === undefined ? (
    formula
  ) : (
    <>
      <mi>{behind}</mi>
      <mo>(</mo>
      {formula}
      <mo>)</mo>
    </>
  )

/** How a rule is named, and what the next unit adds up by it. */
export interface Rule {
  readonly title: string
  readonly training: ComponentChildren
  readonly prediction: ComponentChildren
}

const sum = (
  <>
    <mo>∑</mo>
    <mi>w</mi>
    <mi>a</mi>
  </>
)

const masked = (
  <>
    {sum}
    <mi>m</mi>
  </>
)

export const rules: Readonly<Record<Convention, Rule>> = {
  divide: {
    title: 'Divide by keep in training',
    training: (
      <mfrac>
        <mrow>{masked}</mrow>
        <mi>keep</mi>
      </mfrac>
    ),
    prediction: sum,
  },
  multiply: {
    title: 'Multiply by keep at prediction',
    training: masked,
    prediction: (
      <>
        <mi>keep</mi>
        <mo>·</mo>
        {sum}
      </>
    ),
  },
  mistake: {
    title: 'Mistake: multiply by 1 − keep',
    training: masked,
    prediction: (
      <>
        <mo>(</mo>
        <mn>1</mn>
        <mo>−</mo>
        <mi>keep</mi>
        <mo>)</mo>
        <mo>·</mo>
        {sum}
      </>
    ),
  },
}

/** The noise that no rule takes away, with its numbers at a keep. */
export function Noise({ keep, squares }: { keep: number; squares: number }) {
  return (
    <p class="noise-formula">
      <math>
        <mi>variance</mi>
        <mo>=</mo>
        <mfrac>
          <mrow>
            <mn>1</mn>
            <mo>−</mo>
            <mi>keep</mi>
          </mrow>
          <mi>keep</mi>
        </mfrac>
        <mo>·</mo>
        <mo>∑</mo>
        <msup>
          <mrow>
            <mo>(</mo>
            <mi>w</mi>
            <mi>a</mi>
            <mo>)</mo>
          </mrow>
          <mn>2</mn>
        </msup>
      </math>
      <math>
        <mo>=</mo>
        <mfrac>
          <mn>{showNumber(1 - keep, 2)}</mn>
          <mn>{showNumber(keep, 2)}</mn>
        </mfrac>
        <mo>·</mo>
        <mn>{showNumber(squares, 2)}</mn>
        <mo>=</mo>
        <mn>{showNumber(((1 - keep) / keep) * squares, 2)}</mn>
      </math>
    </p>
  )
}
