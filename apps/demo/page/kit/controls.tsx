import type { ChoiceField, Field as FieldOf, NumberField, UrlState, Values } from './url-state.ts'
import { useId } from './use-id.ts'

type Fields = Readonly<Record<string, FieldOf>>

/** The control of one field of the state: a slider, a list of choices, or a check box. */
export function Field<F extends Fields, K extends keyof F & string>({ of: state, name }: { of: UrlState<F>; name: K }) {
  const field = state.fields[name]!
  const value = state.values.value[name]
  const set = (changed: unknown) => state.set({ [name]: changed } as Partial<Values<F>>)
  if (field.kind === 'number') return <Slider field={field} name={name} value={value as number} onChange={set} />
  if (field.kind === 'choice') return <Choice field={field} name={name} value={value as string} onChange={set} />
  if (field.kind === 'flag')
    return (
      <label class="field flag">
        <input
          type="checkbox"
          name={name}
          checked={value as boolean}
          onChange={(event) => set(event.currentTarget.checked)}
        />
        {field.label}
      </label>
    )
  return null // a list or a word has a control of its own in its block
}

interface ControlProps<F, V> {
  readonly field: F
  readonly name: string
  readonly value: V
  readonly onChange: (value: V) => void
}

function Slider({ field, name, value, onChange }: ControlProps<NumberField, number>) {
  const id = useId()
  const text = (field.show ?? String)(value)
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      <output for={id}>{text}</output>
      <input
        id={id}
        type="range"
        name={name}
        min={field.min}
        max={field.max}
        step={field.step}
        value={value}
        aria-valuetext={text}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  )
}

function Choice({ field, name, value, onChange }: ControlProps<ChoiceField<string>, string>) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      <select id={id} name={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {field.of.map((one) => (
          <option key={one} value={one}>
            {field.names?.[one] ?? one}
          </option>
        ))}
      </select>
    </div>
  )
}

/** What the address asked for and could not have. */
export function Problems({ of: state }: { of: { readonly problems: { readonly value: readonly string[] } } }) {
  return (
    <>
      {state.problems.value.map((problem) => (
        <p key={problem} class="problem" role="alert">
          {problem}
        </p>
      ))}
    </>
  )
}

/** In place of a figure that cannot go on. */
export const Failed = ({ message }: { message: string }) => (
  <p class="problem" role="alert">
    {message} Reload the page to try again.
  </p>
)

export interface PlayerProps {
  readonly playing: boolean
  readonly onPlay: () => void
  readonly onPause: () => void
  readonly onStep?: () => void
  readonly onReset?: () => void
  /** Nothing is left to play. */
  readonly done?: boolean
  /** What is played, for those who hear the buttons: 'training'. */
  readonly what: string
}

/** Play or pause, one step, back to the start. */
export function Player({ playing, onPlay, onPause, onStep, onReset, done = false, what }: PlayerProps) {
  return (
    <fieldset class="player" aria-label={what}>
      <button type="button" class="primary" name="play" disabled={done} onClick={playing ? onPause : onPlay}>
        {playing ? 'Pause' : 'Play'}
      </button>
      {onStep && (
        <button type="button" name="step" disabled={done} onClick={onStep}>
          Step
        </button>
      )}
      {onReset && (
        <button type="button" name="reset" onClick={onReset}>
          Reset
        </button>
      )}
    </fieldset>
  )
}
