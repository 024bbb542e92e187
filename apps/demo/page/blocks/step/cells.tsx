import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { showNumber } from '../../kit/shown.tsx'
import { CELLS, EXAMPLES, UNITS } from './size.ts'

export interface MatrixProps {
  /** Of the data that tests read: `data-matrix`. */
  readonly name: string
  readonly title: ComponentChildren
  /** What it is, for those who do not see it. */
  readonly label: string
  readonly values: readonly number[]
  /** Which cells are dropped, where the matrix shows it. */
  readonly mask?: readonly number[] | undefined
  /** The value of the full color. */
  readonly limit: number
  readonly chosen: number
  readonly onChoose: (cell: number) => void
  /** Whether the columns have their numbers above. */
  readonly numbered?: boolean
}

/** Numbers of a layer: a row for each example, a column for each unit. */
export function Matrix({ name, title, label, values, mask, limit, chosen, onChoose, numbered }: MatrixProps) {
  return (
    <div class="matrix" data-matrix={name}>
      <h4>{title}</h4>
      <div class="cells" role="img" aria-label={`${label} ${CELLS_SENTENCE}`} onPointerOver={choosing(onChoose)}>
        {numbered && <span />}
        {numbered &&
          Array.from({ length: UNITS }, (_, unit) => (
            <span key={`unit ${unit}`} class={classes('unit-name', unit === chosen % UNITS && 'chosen')}>
              {unit + 1}
            </span>
          ))}
        {rows((cell) => (
          <span
            key={cell}
            data-cell={cell}
            class={classes(
              'cell',
              values[cell]! < 0 && 'below',
              mask?.[cell] === 0 && 'gone',
              cell === chosen && 'chosen',
            )}
            style={{ '--share': String(Math.min(1, Math.abs(values[cell]!) / limit)) }}
          >
            {showCell(values[cell]!)}
          </span>
        ))}
      </div>
    </div>
  )
}

export interface MaskProps {
  readonly title: ComponentChildren
  readonly mask: readonly number[]
  /** What the layer drew, before anything was done by hand. */
  readonly drawn: readonly number[]
  readonly byHand: ReadonlySet<number>
  readonly chosen: number
  readonly onChoose: (cell: number) => void
  /** Turns a cell over by hand, or gives it back to the draw. Undefined where there is no mask to turn. */
  readonly onTurn: ((cell: number) => void) | undefined
}

/** The mask as buttons: arrow keys move, Enter and Space turn a cell over. */
export function Mask({ title, mask, drawn, byHand, chosen, onChoose, onTurn }: MaskProps) {
  const grid = useRef<HTMLFieldSetElement>(null)
  const move = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -UNITS, ArrowDown: UNITS }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const sideways = Math.abs(by) === 1
    const next = chosen + by
    if (next < 0 || next >= CELLS || (sideways && rowOf(next) !== rowOf(chosen))) return
    onChoose(next)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
  }
  return (
    <div class="matrix" data-matrix="mask" data-mask={mask.join('')} data-drawn={drawn.join('')}>
      <h4>{title}</h4>
      <fieldset
        ref={grid}
        class="cells"
        aria-label={`The mask. ${CELLS_SENTENCE} Arrow keys move, Space turns a unit on or off.`}
        onPointerOver={choosing(onChoose)}
        onKeyDown={move}
      >
        {rows((cell) => (
          <button
            key={cell}
            type="button"
            data-cell={cell}
            class={classes(
              'cell',
              mask[cell] ? 'kept' : 'gone',
              byHand.has(cell) && 'hand',
              cell === chosen && 'chosen',
            )}
            tabIndex={cell === chosen ? 0 : -1}
            aria-pressed={mask[cell] === 1}
            aria-disabled={onTurn === undefined}
            aria-label={`${nameOf(cell)}: ${mask[cell]}, ${mask[cell] ? 'kept' : 'dropped'}${byHand.has(cell) ? ' by hand' : ''}`}
            onFocus={() => onChoose(cell)}
            onClick={() => onTurn?.(cell)}
          >
            {mask[cell]}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

/** The same mask again, as a picture. */
export function MaskPicture({ title, mask, byHand, chosen, onChoose }: Omit<MaskProps, 'onTurn' | 'drawn'>) {
  return (
    <div class="matrix">
      <h4>{title}</h4>
      <div class="cells" role="img" aria-label="The same mask as forward." onPointerOver={choosing(onChoose)}>
        {rows((cell) => (
          <span
            key={cell}
            data-cell={cell}
            class={classes(
              'cell',
              mask[cell] ? 'kept' : 'gone',
              byHand.has(cell) && 'hand',
              cell === chosen && 'chosen',
            )}
          >
            {mask[cell]}
          </span>
        ))}
      </div>
    </div>
  )
}

const CELLS_SENTENCE = `${EXAMPLES} rows of examples, ${UNITS} columns of units.`

const rowOf = (cell: number): number => Math.floor(cell / UNITS)

/** Example and unit of a cell, counted from 1. */
export const nameOf = (cell: number): string => `example ${rowOf(cell) + 1}, unit ${(cell % UNITS) + 1}`

function rows(cellOf: (cell: number) => ComponentChildren): ComponentChildren {
  return Array.from({ length: EXAMPLES }, (_, example) => [
    <span key={`row ${example}`} class="row-name" aria-hidden="true">
      {example + 1}
    </span>,
    ...Array.from({ length: UNITS }, (_, unit) => cellOf(example * UNITS + unit)),
  ])
}

/** The cell under the pointer is the chosen one. */
const choosing = (onChoose: (cell: number) => void) => (event: PointerEvent) => {
  const cell = (event.target as Element).closest<HTMLElement>('[data-cell]')?.dataset['cell']
  if (cell !== undefined) onChoose(Number(cell))
}

const classes = (...names: readonly (string | false)[]): string => names.filter(Boolean).join(' ')

/** A number of at most five characters. */
function showCell(value: number): string {
  const size = Math.abs(value)
  if (value === 0) return '0'
  if (size < 0.005) return '0.00'
  return showNumber(value, size >= 100 ? 0 : size >= 10 ? 1 : 2)
}
