import { useRef, useState } from 'preact/hooks'
import { HeatMap } from '../../../kit/heat-map.tsx'
import { isDown, isFull, lifted, PLACES, strokesOf, withoutLastStroke, withPoint } from '../drawing.ts'
import { state } from '../state.ts'

const STEP = 8
const SMALL_STEP = 2
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Where the visitor draws, with a pointer or with the keyboard; it also shows the examples. */
export function Pad({ image, label }: { image: Float32Array | undefined; label: string }) {
  const { show, drawing } = state.values.value
  const codes = show === 'drawing' ? drawing : []
  const pointer = useRef<number | undefined>(undefined)
  const [cursor, setCursor] = useState({ x: PLACES / 2, y: PLACES / 4 })
  const [focused, setFocused] = useState(false)

  /** The drawing as it is at this moment: several points may come before the next picture. */
  const now = () => (state.values.value.show === 'drawing' ? state.values.value.drawing : [])
  const put = (next: readonly number[]) => {
    const upright = state.values.value.show === 'drawing' ? {} : { angle: 0 }
    state.set({ show: 'drawing', drawing: next, ...upright })
  }
  const draw = (event: PointerEvent) => {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect()
    for (const { clientX, clientY } of coalesced(event))
      put(withPoint(now(), (PLACES * (clientX - left)) / width, (PLACES * (clientY - top)) / height))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key]
    if (arrow) {
      const step = event.shiftKey ? SMALL_STEP : STEP
      const within = (at: number) => Math.min(PLACES - 1, Math.max(0, at))
      setCursor({ x: within(cursor.x + step * arrow[0]), y: within(cursor.y + step * arrow[1]) })
    } else if (event.key === ' ') put(withPoint(now(), cursor.x, cursor.y))
    else if (event.key === 'Enter') put(lifted(now()))
    else if (event.key === 'Backspace') put(withoutLastStroke(now()))
    else return
    event.preventDefault()
  }

  return (
    <div class="pad">
      <div
        class="pad-surface"
        role="application"
        aria-roledescription="drawing pad"
        aria-label={`${label} Arrow keys move the pen, Space puts a point and draws a line to it, Enter lifts the pen, Backspace takes the last stroke back.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys
        tabIndex={0}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          pointer.current = event.pointerId
          event.currentTarget.setPointerCapture(event.pointerId)
          put(lifted(now()))
          draw(event)
        }}
        onPointerMove={(event) => {
          if (pointer.current === event.pointerId) draw(event)
        }}
        onPointerUp={(event) => {
          if (pointer.current !== event.pointerId) return
          pointer.current = undefined
          put(lifted(now()))
        }}
        onPointerCancel={() => {
          pointer.current = undefined
        }}
        onKeyDown={onKeyDown}
        onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
      >
        {show !== 'drawing' && image && (
          <HeatMap
            values={image}
            size={28}
            scale="amount"
            smooth={false}
            label="The example, an image of 28 × 28 pixels."
          />
        )}
        <svg viewBox={`0 0 ${PLACES} ${PLACES}`} aria-hidden="true">
          {strokesOf(codes).map((stroke, i) => (
            <path key={i} d={`M${stroke.map(([x, y]) => `${x} ${y}`).join('L')}${stroke.length === 1 ? 'h0' : ''}`} />
          ))}
          {focused && (
            <g class="pen">
              {isDown(codes) && <circle class="down" cx={cursor.x} cy={cursor.y} r="2.5" />}
              <circle cx={cursor.x} cy={cursor.y} r="5" />
            </g>
          )}
          {show === 'drawing' && codes.length === 0 && (
            <text x={PLACES / 2} y={PLACES / 2} text-anchor="middle">
              Draw a digit here
            </text>
          )}
        </svg>
      </div>
      {isFull(codes) && <p class="soft">The pad takes no more strokes; clear it to draw again.</p>}
      <div class="pad-buttons">
        <button type="button" name="clear" onClick={() => put([])}>
          Clear
        </button>
        <button type="button" name="undo" disabled={codes.length === 0} onClick={() => put(withoutLastStroke(now()))}>
          Undo
        </button>
      </div>
    </div>
  )
}

/** The places of a fast pointer between two frames, where the browser tells them. */
const coalesced = (event: PointerEvent): readonly PointerEvent[] => {
  const events = event.getCoalescedEvents?.() ?? []
  return events.length === 0 ? [event] : events
}
